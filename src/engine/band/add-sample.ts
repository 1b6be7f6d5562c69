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
  placement: Placement,
  gainLeft: number,
  gainRight: number,
): void {
  addSide(left, sound[0]!, placement, gainLeft);
  addSide(right, sound[1] ?? sound[0]!, placement, gainRight);
}

/** Four samples a turn, as the loop costs more than the sum. */
function addSide(
  side: Float32Array,
  sound: Float32Array,
  { at, from, length }: Placement,
  gain: number,
): void {
  const end = from + length;
  const shift = at - from;
  let n = from;
  for (; n < end - 3; n += 4) {
    const m = n + shift;
    side[m] = side[m]! + gain * sound[n]!;
    side[m + 1] = side[m + 1]! + gain * sound[n + 1]!;
    side[m + 2] = side[m + 2]! + gain * sound[n + 2]!;
    side[m + 3] = side[m + 3]! + gain * sound[n + 3]!;
  }
  for (; n < end; n++) side[n + shift] = side[n + shift]! + gain * sound[n]!;
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
