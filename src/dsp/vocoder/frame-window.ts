import { hannWindow } from '../window.js';

/**
 * A periodic Hann window to a power.
 *
 * @param length samples, even; the middle of the window is sample length / 2
 * @returns shape [length]
 */
export const frameWindow = (length: number, power: number): Float64Array =>
  hannWindow(length).map((weight) => weight ** power);

/**
 * What undoes the sum of all overlapping frames, each windowed twice.
 *
 * @returns shape [hopLength], factor for each sample of a hop
 */
export function overlapGains(window: Float64Array, hopLength: number): Float64Array {
  return Float64Array.from({ length: hopLength }, (_, n) => {
    let sum = 0;
    for (let k = n; k < window.length; k += hopLength) sum += window[k]! ** 2;
    return 1 / sum;
  });
}
