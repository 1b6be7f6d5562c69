import type { BlockProcessor, BlockSource } from './types.js';
import { changeInPlace } from './wasm/in-place.js';
import { sampleLoops } from './wasm/sample-loops.js';

/**
 * Course of a fade: `equal-power` (sine) keeps the loudness of two unrelated sounds, `linear` the amplitude of two
 * copies of the same sound.
 */
export type FadeShape = 'equal-power' | 'linear';

/** Amplitudes of a mono sound on two loudspeakers. */
export interface PanGains {
  readonly left: number;
  readonly right: number;
}

/** Gain of the rising side at sample `n` of `length`; the falling side is the same read backwards. */
function fadeGain(n: number, length: number, shape: FadeShape): number {
  const position = (n + 0.5) / length; // half samples, so that both sides meet exactly in the middle
  return shape === 'linear' ? position : Math.sin((position * Math.PI) / 2);
}

/** Multiplies `samples` by `gain` (an amplitude ratio) in place. */
export function applyGain(samples: Float32Array, gain: number): void {
  for (let n = 0; n < samples.length; n++) samples[n] = samples[n]! * gain;
}

/**
 * Multiplies every channel by a gain of its own for each sample, in place.
 *
 * @param gains shape [>= length of the channels], amplitude ratios
 */
export function applyGainCurve(channels: readonly Float32Array[], gains: Float32Array): void {
  for (const samples of channels) {
    for (let n = 0; n < samples.length; n++) samples[n] = samples[n]! * gains[n]!;
  }
}

/** Adds `source` to `target`, of the same length. */
export function addSamples(target: Float32Array, source: Float32Array): void {
  const loops = sampleLoops();
  if (loops === null) {
    for (let n = 0; n < target.length; n++) target[n] = target[n]! + source[n]!;
    return;
  }
  changeInPlace(loops, target, (count, from) => {
    loops.floats.set(source.subarray(from, from + count));
    loops.addResults(count);
  });
}

/** {@link applyGainCurve} and {@link addSamples} in one, to the same bits; `source` stays as it is. */
export function addGained(target: Float32Array, source: Float32Array, gains: Float32Array): void {
  const loops = sampleLoops();
  if (loops === null) {
    for (let n = 0; n < target.length; n++) target[n] = target[n]! + Math.fround(source[n]! * gains[n]!);
    return;
  }
  changeInPlace(loops, target, (count, from) => {
    loops.floats.set(source.subarray(from, from + count));
    loops.factors.set(gains.subarray(from, from + count));
    loops.addProducts(count);
  });
}

/**
 * Adds `source`·`gain` to `target` so that sample 0 of `source` falls on sample `start` of `target`.
 *
 * @param start may be negative; what falls outside `target` is left out
 */
export function addScaled(target: Float32Array, source: Float32Array, gain = 1, start = 0): void {
  const first = Math.max(0, start);
  const end = Math.min(target.length, start + source.length);
  const loops = sampleLoops();
  if (loops === null) {
    for (let n = first; n < end; n++) target[n] = target[n]! + gain * source[n - start]!;
    return;
  }
  if (first >= end) return;
  changeInPlace(loops, target.subarray(first, end), (count, from) => {
    loops.floats.set(source.subarray(first - start + from, first - start + from + count));
    loops.addScaled(count, gain);
  });
}

/**
 * Equal-power pan law (sine and cosine): −3 dB on both sides in the middle.
 *
 * @param pan −1 left, 0 middle, 1 right
 * @throws {RangeError} outside that
 */
export function panGains(pan: number): PanGains {
  if (!(pan >= -1 && pan <= 1)) throw new RangeError(`pan must lie in −1 … 1, got ${pan}`);
  const angle = ((pan + 1) * Math.PI) / 4;
  return { left: Math.cos(angle), right: Math.sin(angle) };
}

/** Fades the first `length` samples in, in place. */
export function fadeIn(samples: Float32Array, length: number, shape: FadeShape = 'linear'): void {
  const end = Math.min(length, samples.length);
  for (let n = 0; n < end; n++) samples[n] = samples[n]! * fadeGain(n, length, shape);
}

/** Fades the last `length` samples out, in place. */
export function fadeOut(samples: Float32Array, length: number, shape: FadeShape = 'linear'): void {
  const last = samples.length - 1;
  const end = Math.min(length, samples.length);
  for (let n = 0; n < end; n++) samples[last - n] = samples[last - n]! * fadeGain(n, length, shape);
}

/**
 * Joins two sounds so that the end of `first` and the beginning of `second` overlap. 5 ms do at an edit,
 * 10-20 ms at a splice.
 *
 * @param overlapLength samples in common, 0 joins without a fade
 * @returns shape [first + second − overlapLength]
 * @throws {RangeError} if one of the two is shorter than the overlap
 */
export function crossfade(
  first: Float32Array,
  second: Float32Array,
  overlapLength: number,
  shape: FadeShape = 'equal-power',
): Float32Array {
  if (overlapLength < 0 || overlapLength > Math.min(first.length, second.length)) {
    throw new RangeError(
      `overlap of ${overlapLength} samples does not fit ${first.length} and ${second.length}`,
    );
  }
  const start = first.length - overlapLength;
  const joined = new Float32Array(start + second.length);
  joined.set(first);
  joined.set(second.subarray(overlapLength), first.length);
  for (let n = 0; n < overlapLength; n++) {
    const rising = fadeGain(n, overlapLength, shape);
    const falling = fadeGain(overlapLength - 1 - n, overlapLength, shape);
    joined[start + n] = first[start + n]! * falling + second[n]! * rising;
  }
  return joined;
}

/** A source that is `source` after `processors` in turn. */
export function processSource(source: BlockSource, processors: readonly BlockProcessor[]): BlockSource {
  return {
    channelCount: source.channelCount,
    read(out) {
      source.read(out);
      for (const processor of processors) processor.process(out);
    },
  };
}

/** One input of {@link sumSources}. */
export interface MixInput {
  readonly source: BlockSource;
  /** Amplitude ratio. @default 1 */
  readonly gain?: number | undefined;
}

/**
 * Adds sources up in the order given, sample by sample.
 *
 * @throws {RangeError} if there is no input or their channel counts differ
 */
export function sumSources(inputs: readonly MixInput[]): BlockSource {
  const channelCount = inputs[0]?.source.channelCount ?? 0;
  if (channelCount < 1 || inputs.some(({ source }) => source.channelCount !== channelCount)) {
    throw new RangeError('a mix needs at least one input, and the same number of channels in all');
  }
  let scratch: Float32Array[] = [];
  return {
    channelCount,
    read(out) {
      const length = out[0]!.length;
      // block sizes rarely change, so this allocates once
      if (scratch[0]?.length !== length) scratch = out.map(() => new Float32Array(length));
      for (const channel of out) channel.fill(0);
      for (const { source, gain } of inputs) {
        source.read(scratch);
        for (let c = 0; c < channelCount; c++) addScaled(out[c]!, scratch[c]!, gain);
      }
    },
  };
}
