import { forwardReal, inverseReal } from './fft';
import {
  apart,
  aside,
  binBytes,
  channelCount,
  fftLength,
  gains,
  heardPower,
  hopLength,
  inputAddress,
  inputBytes,
  isNew,
  now,
  outputAddress,
  outputBytes,
  plan,
  power,
  shapesTimbre,
  slice,
  spectrumOf,
  sums,
  swapFrames,
  turn,
  turned,
  wave,
  weights,
  window,
  windowLength,
} from './layout';
import { addPower, measurePower, rotate, weigh } from './spectrum';
import { add, mul } from './vector';

// The frame kernel of one stretcher: dsp/vocoder/portable-kernel.ts in float32 and four lanes. Hearing frames and
// writing them; how they are turned in between is in phases.ts.

/** What rises by more than 6 dB at an attack belongs to it. */
const NEW_POWER: f32 = 4;

export function hear(): void {
  swapFrames();
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
export function measurePowers(heard: usize, out: usize): void {
  measurePower(heard, apart, out, binBytes);
  for (let c = 1; c < channelCount; c++) addPower(spectrumOf(heard, c), apart, out, binBytes);
}

