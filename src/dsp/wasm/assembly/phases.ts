import { Delay, findDelay } from './delay';
import { measurePowers } from './frame';
import {
  amplitude,
  apart,
  aside,
  binBytes,
  bins,
  channelCount,
  cos,
  ends,
  fftLength,
  frequency,
  hopLength,
  isNew,
  last,
  now,
  partialBins,
  power,
  pull,
  pulseBins,
  reach,
  shapesTimbre,
  sin,
  timbre,
  tops,
  turn,
  weights,
  workA,
  workB,
  workC,
  workD,
} from './layout';
import { findPeaks, PADDING } from './peaks';
import { arcTangent, sinCos } from './trig';
import { add, mul, sub } from './vector';

// How the frame last heard is turned so that it goes on from the one before it.

const TURN: f64 = 2 * Math.PI;

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
