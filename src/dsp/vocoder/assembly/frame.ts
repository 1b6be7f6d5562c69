import { Delay, findDelay } from './delay';
import { forwardReal, initFft, inverseReal } from './fft';
import { allocate } from './memory';
import { findPeaks, PADDING } from './peaks';
import { addPower, measurePower, rotate, weigh } from './spectrum';
import { arcTangent, sinCos } from './trig';
import { add, mul, sub } from './vector';

// The frame kernel of one stretcher: portable-kernel.ts beside this folder in float32 and four lanes. An instance of the
// module holds one.

/** What rises by more than 6 dB at an attack belongs to it. */
const NEW_POWER: f32 = 4;
const TURN: f64 = 2 * Math.PI;

let channelCount: i32 = 0;
let windowLength: i32 = 0;
let hopLength: i32 = 0;
let fftLength: i32 = 0;
let bins: i32 = 0;
let partialBins: i32 = 0;
let shapesTimbre: bool = false;
let reach: f32 = 0;
let pulseBins: i32 = 0;
let pull: f32 = 0;

let plan: usize = 0;
let window: usize = 0;
let gains: usize = 0;
/** Each holds the arrays of all channels, one after the other. */
let inputs: usize = 0;
let outputs: usize = 0;
let sums: usize = 0;
let inputBytes: usize = 0;
let outputBytes: usize = 0;
let slice: usize = 0;
let wave: usize = 0;

/** Bytes from real to imaginary parts, and of as many vectors as hold all bins. */
let apart: usize = 0;
let binBytes: usize = 0;
/** Spectra of all channels, one after the other. */
let now: usize = 0;
let last: usize = 0;
let aside: usize = 0;
let turn: usize = 0;
let turned: usize = 0;
let power: usize = 0;
let isNew: usize = 0;
/** Power of the frame last heard, and gains: see FrameKernel. */
let heardPower: usize = 0;
let timbre: usize = 0;
/** What every bin of the frame is weighed with. */
let weights: usize = 0;

/** The partials: as in partials.ts, and work space of the same shape. */
let tops: usize = 0;
let ends: usize = 0;
let frequency: usize = 0;
let amplitude: usize = 0;
let cos: usize = 0;
let sin: usize = 0;
let workA: usize = 0;
let workB: usize = 0;
let workC: usize = 0;
let workD: usize = 0;

@inline
function spectrumOf(heard: usize, channel: i32): usize {
  return heard + 2 * apart * <usize>channel;
}

/**
 * Makes the kernel; to be called once.
 * @param length of the window, a multiple of 8
 * @param size of the transform, as initFft wants it
 * @param longest delay either way in samples, or 0 for no pulses
 * @returns whether `size` will do
 */
export function createKernel(
  channels: i32, length: i32, hop: i32, size: i32, peakBins: i32, weighs: bool, longest: f32, belowBin: i32, weight: f32,
): bool {
  plan = initFft(size);
  if (plan == 0) return false;
  channelCount = channels;
  windowLength = length;
  hopLength = hop;
  fftLength = size;
  bins = size / 2 + 1;
  partialBins = peakBins;
  shapesTimbre = weighs;
  reach = longest;
  pulseBins = belowBin;
  pull = weight;
  window = allocate(<usize>length * 4);
  gains = allocate(<usize>hop * 4 + 16);
  inputBytes = <usize>length * 4;
  outputBytes = (<usize>hop * 4 + 31) & ~15;
  inputs = allocate(inputBytes * channels);
  outputs = allocate(outputBytes * channels);
  sums = allocate((inputBytes + outputBytes) * channels);
  slice = allocate(<usize>size * 4);
  wave = allocate(<usize>size * 4);
  binBytes = (<usize>bins * 4 + 15) & ~15;
  apart = binBytes + 64; // room for what is written beyond the last bin
  now = allocate(2 * apart * channels);
  last = allocate(2 * apart * channels);
  aside = allocate(2 * apart * channels);
  turn = allocate(2 * apart);
  turned = allocate(2 * apart);
  power = allocate(binBytes + 192) + 64;
  isNew = allocate(binBytes);
  heardPower = allocate(binBytes);
  timbre = allocate(binBytes);
  weights = allocate(binBytes + 64);
  const partialBytes = binBytes / 2 + 64; // a peak tops its neighbours, so there are no more than half the bins
  tops = allocate(partialBytes);
  ends = allocate(partialBytes);
  frequency = allocate(partialBytes);
  amplitude = allocate(partialBytes);
  cos = allocate(partialBytes);
  sin = allocate(partialBytes);
  workA = allocate(partialBytes);
  workB = allocate(partialBytes);
  workC = allocate(partialBytes);
  workD = allocate(partialBytes);
  keepPhases();
  return true;
}

/** float32, shape [windowLength], to be filled before the first frame. */
export function windowAddress(): usize {
  return window;
}

/** float32, shape [hopLength], to be filled before the first frame. */
export function gainsAddress(): usize {
  return gains;
}

/** float32, shape [windowLength]. */
export function inputAddress(channel: i32): usize {
  return inputs + inputBytes * channel;
}

/** float32, shape [hopLength]. */
export function outputAddress(channel: i32): usize {
  return outputs + outputBytes * channel;
}

/** float32, shape [bins]. */
export function powerAddress(): usize {
  return heardPower;
}

/** float32, shape [bins]. */
export function timbreAddress(): usize {
  return timbre;
}

export function hear(): void {
  const swapped = now;
  now = last;
  last = swapped;
  analyse(now);
  if (shapesTimbre) measurePowers(now, heardPower);
}

export function hearHopBefore(): void {
  analyse(aside);
}

export function hearBeforeAttack(): void {
  analyse(aside);
  measurePowers(aside, power);
}

export function hearAfterAttack(): void {
  analyse(aside);
  measurePowers(aside, isNew);
  const rise = f32x4.splat(NEW_POWER);
  for (let at: usize = 0; at < binBytes; at += 16) {
    v128.store(isNew + at, f32x4.gt(v128.load(isNew + at), mul(rise, v128.load(power + at))));
  }
}

export function hearWithoutAttack(): void {
  analyse(aside);
  for (let c = 0; c < channelCount; c++) {
    const to = spectrumOf(now, c);
    const from = spectrumOf(aside, c);
    for (let at: usize = 0; at < binBytes; at += 16) {
      const mask = v128.load(isNew + at);
      v128.store(to + at, v128.bitselect(v128.load(from + at), v128.load(to + at), mask));
      const im = apart + at;
      v128.store(to + im, v128.bitselect(v128.load(from + im), v128.load(to + im), mask));
    }
  }
}

export function keepPhases(): void {
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < binBytes; at += 16) v128.store(turn + at, one);
  memory.fill(turn + apart, 0, binBytes);
  memory.copy(weights, timbre, binBytes);
}

export function turnPhases(distance: i32, isInZone: bool): void {
  measurePowers(now, power);
  memory.fill(power + (<usize>bins << 2), 0, PADDING * 4);
  const count = findPeaks(power, partialBins, bins, tops, ends);
  const bytes = (<usize>count * 4 + 15) & ~15;
  // lanes without a partial take bin 0, so that no waste is reckoned with
  memory.fill(tops + (<usize>count << 2), 0, bytes - (<usize>count << 2));
  if (distance > 0) goOnFromLast(bytes, distance);
  else goOnFromAside(bytes);
  if (isInZone) leaveWhatIsNew(count);
  else if (reach > 0) drawToOneDelay(count, bytes);
  if (load<i32>(tops) == 0) {
    // what does not swing has no phase
    store<f32>(cos, 1);
    store<f32>(sin, 0);
  }
  spreadTurns(count);
  if (shapesTimbre) spreadGains(count);
}

export function finish(): void {
  const half = <usize>windowLength * 2; // bytes
  const behind = wave + <usize>fftLength * 4 - half;
  const hopBytes = <usize>hopLength * 4;
  for (let c = 0; c < channelCount; c++) {
    rotate(spectrumOf(now, c), turn, turned, apart, binBytes);
    if (shapesTimbre) weigh(turned, weights, apart, binBytes);
    inverseReal(plan, turned, turned + apart, wave);
    const sum = sums + (inputBytes + outputBytes) * c;
    for (let at: usize = 0; at < half; at += 16) {
      v128.store(sum + at, add(v128.load(sum + at), mul(v128.load(behind + at), v128.load(window + at))));
      const right = half + at;
      v128.store(sum + right, add(v128.load(sum + right), mul(v128.load(wave + at), v128.load(window + right))));
    }
    const output = outputAddress(c);
    for (let at: usize = 0; at < hopBytes; at += 16) {
      v128.store(output + at, mul(v128.load(sum + at), v128.load(gains + at)));
    }
    memory.copy(sum, sum + hopBytes, inputBytes - hopBytes);
    memory.fill(sum + inputBytes - hopBytes, 0, hopBytes);
  }
}

/** With the middle of the window at time 0, so that what lies there has phase 0. */
function analyse(heard: usize): void {
  const half = <usize>windowLength * 2; // bytes
  const behind = slice + <usize>fftLength * 4 - half;
  for (let c = 0; c < channelCount; c++) {
    const input = inputAddress(c);
    for (let at: usize = 0; at < half; at += 16) {
      v128.store(behind + at, mul(v128.load(input + at), v128.load(window + at)));
      const right = half + at;
      v128.store(slice + at, mul(v128.load(input + right), v128.load(window + right)));
    }
    const spectrum = spectrumOf(heard, c);
    forwardReal(plan, slice, spectrum, spectrum + apart);
  }
}

/** Of all channels together. */
function measurePowers(heard: usize, out: usize): void {
  measurePower(heard, apart, out, binBytes);
  for (let c = 1; c < channelCount; c++) addPower(spectrumOf(heard, c), apart, out, binBytes);
}

/** Radians by which tones on four bins turn in `samples`, less whole turns. */
@inline
function binAngles(k: v128, samples: i32): v128 {
  const products = i32x4.mul(k, i32x4.splat(samples));
  const turns = i32x4.trunc_sat_f32x4_s(mul(f32x4.convert_i32x4_s(products), f32x4.splat(<f32>(1.0 / <f64>fftLength))));
  const rest = i32x4.sub(products, i32x4.mul(turns, i32x4.splat(fftLength)));
  return mul(f32x4.convert_i32x4_s(rest), f32x4.splat(<f32>(TURN / <f64>fftLength)));
}

/**
 * Bin `at` (bytes) of one frame times the conjugate of another's, over all channels: louder ones say more, none cancel.
 * Real and imaginary part go to workA and workB.
 */
@inline
function multiplyAt(i: usize, at: usize, frame: usize, before: usize): void {
  let re: f32 = 0;
  let im: f32 = 0;
  for (let c = 0; c < channelCount; c++) {
    const offset = 2 * apart * <usize>c + at;
    const x = load<f32>(frame + offset);
    const y = load<f32>(frame + offset + apart);
    const u = load<f32>(before + offset);
    const v = load<f32>(before + offset + apart);
    re += x * u + y * v;
    im += y * u - x * v;
  }
  store<f32>(workA + i, re);
  store<f32>(workB + i, im);
}

/** frequency, amplitude, and in workB how far each partial turned beyond what its bin makes of `distance` samples. */
@inline
function finishAdvance(bytes: usize, distance: i32): void {
  arcTangent(workB, workA, workB, bytes);
  const turns = f32x4.splat(<f32>(1 / TURN));
  const turnOne = f32x4.splat(<f32>TURN);
  const perSample = f32x4.splat(<f32>(1.0 / <f64>distance));
  const perBin = f32x4.splat(<f32>(TURN / <f64>fftLength));
  for (let at: usize = 0; at < bytes; at += 16) {
    const k = v128.load(tops + at);
    const excess = sub(v128.load(workB + at), binAngles(k, distance));
    const deviation = sub(excess, mul(turnOne, f32x4.nearest(mul(excess, turns))));
    v128.store(workB + at, deviation);
    v128.store(frequency + at, add(mul(f32x4.convert_i32x4_s(k), perBin), mul(deviation, perSample)));
    v128.store(amplitude + at, f32x4.sqrt(v128.load(amplitude + at)));
  }
}

/** The frequency measured between the last frame and this one, held for one hop. */
function goOnFromLast(bytes: usize, distance: i32): void {
  const excess = hopLength - distance;
  for (let i: usize = 0; i < bytes; i += 4) {
    const at = <usize>load<i32>(tops + i) << 2;
    multiplyAt(i, at, now, last);
    store<f32>(amplitude + i, load<f32>(power + at));
    store<f32>(cos + i, load<f32>(turn + at));
    store<f32>(sin + i, load<f32>(turn + apart + at));
  }
  finishAdvance(bytes, distance);
  const share = f32x4.splat(<f32>(<f64>excess / <f64>distance));
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(workD + at, add(binAngles(v128.load(tops + at), excess), mul(v128.load(workB + at), share)));
  }
  sinCos(workD, workA, workB, bytes);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(cos + at);
    const y = v128.load(sin + at);
    const c = v128.load(workA + at);
    const s = v128.load(workB + at);
    // 1, but for what was rounded off over thousands of frames
    const scale = f32x4.div(one, f32x4.sqrt(add(mul(x, x), mul(y, y))));
    v128.store(cos + at, mul(scale, sub(mul(x, c), mul(y, s))));
    v128.store(sin + at, mul(scale, add(mul(x, s), mul(y, c))));
  }
}

/** The phase written last against the one that sounded one hop before this frame. */
function goOnFromAside(bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 4) {
    const at = <usize>load<i32>(tops + i) << 2;
    multiplyAt(i, at, last, aside);
    const re = load<f32>(workA + i);
    const im = load<f32>(workB + i);
    const c = load<f32>(turn + at);
    const s = load<f32>(turn + apart + at);
    const along = re * c - im * s;
    const across = re * s + im * c;
    const length = sqrt(along * along + across * across);
    const isTold = length > 1e-30;
    store<f32>(cos + i, isTold ? along / length : 1);
    store<f32>(sin + i, isTold ? across / length : 0);
    multiplyAt(i, at, now, aside);
    store<f32>(amplitude + i, load<f32>(power + at));
  }
  finishAdvance(bytes, hopLength);
}

function leaveWhatIsNew(count: i32): void {
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    if (load<i32>(isNew + (<usize>load<i32>(tops + i) << 2)) == 0) continue;
    store<f32>(cos + i, 1);
    store<f32>(sin + i, 0);
  }
}

function drawToOneDelay(count: i32, bytes: usize): void {
  let speaking: usize = 0;
  for (; speaking < <usize>count << 2 && load<i32>(tops + speaking) < pulseBins; speaking += 4) {
    store<f32>(workD + speaking, load<f32>(amplitude + speaking));
  }
  const speakingBytes = (speaking + 15) & ~15;
  memory.fill(workD + speaking, 0, speakingBytes - speaking);
  findDelay(frequency, workD, cos, sin, speakingBytes, reach, workA, workB, workC);
  const weight = f32x4.splat(pull * Delay.agreement);
  const delay = f32x4.splat(Delay.samples);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(workA + at, mul(v128.load(frequency + at), delay));
  sinCos(workA, workB, workC, bytes);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = add(v128.load(cos + at), mul(weight, v128.load(workB + at)));
    const y = add(v128.load(sin + at), mul(weight, v128.load(workC + at)));
    const scale = f32x4.div(one, f32x4.sqrt(add(mul(x, x), mul(y, y))));
    v128.store(cos + at, mul(x, scale));
    v128.store(sin + at, mul(y, scale));
  }
}

/** The gain of every partial's top to all bins of its region. */
function spreadGains(count: i32): void {
  let at: usize = 0;
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const end = <usize>load<i32>(ends + i) << 2;
    const gain = load<f32>(timbre + (<usize>load<i32>(tops + i) << 2));
    for (; at < end; at += 4) store<f32>(weights + at, gain);
  }
}

/** The turn of every partial to all bins of its region; what a vector writes too much, the next region overwrites. */
function spreadTurns(count: i32): void {
  let at: usize = 0;
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const end = <usize>load<i32>(ends + i) << 2;
    const c = v128.load32_splat(cos + i);
    const s = v128.load32_splat(sin + i);
    do {
      v128.store(turn + at, c);
      v128.store(turn + at, c, 16);
      v128.store(turn + apart + at, s);
      v128.store(turn + apart + at, s, 16);
      at += 32;
    } while (at < end);
    at = end;
  }
}
