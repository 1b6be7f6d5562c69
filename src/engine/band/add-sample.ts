import { addScaled } from '../../dsp/mix.js';

/** Two channels that are written together. */
export interface StereoBlock {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** A stretch of a sound and where it goes. */
export interface Placement {
  /** First sample of the block. */
  readonly at: number;
  /** First sample of the sound. */
  readonly from: number;
  readonly length: number;
}

/** Adds a stretch of a sound at a constant gain. Every sample is one addition, whatever the block: same sums. */
export function addLevel(
  { left, right }: StereoBlock,
  sound: readonly Float32Array[],
  { at, from, length }: Placement,
  gainLeft: number,
  gainRight: number,
): void {
  const soundLeft = sound[0]!.subarray(from, from + length);
  const soundRight = sound[1]?.subarray(from, from + length) ?? soundLeft;
  addScaled(left, soundLeft, gainLeft, at);
  addScaled(right, soundRight, gainRight, at);
}

/** As {@link addLevel}, while the gain falls straight from 1 at the sound's sample `stop` to 0 `fadeLength` later. */
export function addFading(
  { left, right }: StereoBlock,
  sound: readonly Float32Array[],
  { at, from, length }: Placement,
  gainLeft: number,
  gainRight: number,
  stop: number,
  fadeLength: number,
): void {
  const soundLeft = sound[0]!;
  const soundRight = sound[1] ?? soundLeft;
  const shift = at - from;
  for (let n = from; n < from + length; n++) {
    const gain = 1 - (n - stop) / fadeLength;
    left[n + shift]! += gain * gainLeft * soundLeft[n]!;
    right[n + shift]! += gain * gainRight * soundRight[n]!;
  }
}
