import { initFft } from './fft';
import { allocate } from './memory';

// What the kernel of one stretcher remembers, and where: an instance of the module holds one kernel.

export let channelCount: i32 = 0;
export let windowLength: i32 = 0;
export let hopLength: i32 = 0;
export let fftLength: i32 = 0;
export let bins: i32 = 0;
export let partialBins: i32 = 0;
export let shapesTimbre: bool = false;
export let reach: f32 = 0;
export let pulseBins: i32 = 0;
export let pull: f32 = 0;

export let plan: usize = 0;
export let window: usize = 0;
export let gains: usize = 0;
/** Each holds the arrays of all channels, one after the other. */
export let inputs: usize = 0;
export let outputs: usize = 0;
export let sums: usize = 0;
export let inputBytes: usize = 0;
export let outputBytes: usize = 0;
export let slice: usize = 0;
export let wave: usize = 0;

/** Bytes from real to imaginary parts, and of as many vectors as hold all bins. */
export let apart: usize = 0;
export let binBytes: usize = 0;
/** Spectra of all channels, one after the other. */
export let now: usize = 0;
export let last: usize = 0;
export let aside: usize = 0;
export let turn: usize = 0;
export let turned: usize = 0;
export let power: usize = 0;
export let isNew: usize = 0;
/** Power of the frame last heard, and gains: see FrameKernel. */
export let heardPower: usize = 0;
export let timbre: usize = 0;
/** What every bin of the frame is weighed with. */
export let weights: usize = 0;

/** The partials: as in partials.ts, and work space of the same shape. */
export let tops: usize = 0;
export let ends: usize = 0;
export let frequency: usize = 0;
export let amplitude: usize = 0;
export let cos: usize = 0;
export let sin: usize = 0;
export let workA: usize = 0;
export let workB: usize = 0;
export let workC: usize = 0;
export let workD: usize = 0;

@inline
export function spectrumOf(heard: usize, channel: i32): usize {
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

export function swapFrames(): void {
  const swapped = now;
  now = last;
  last = swapped;
}
