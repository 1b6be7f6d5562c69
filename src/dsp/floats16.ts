import { sampleLoops } from './wasm/sample-loops.js';

/**
 * Turns 16-bit samples of one channel into floats, quickly; full scale is ±1.
 *
 * @param out at least as long
 * @returns whether it was done: not where there are too many at once, or the machine cannot do it
 */
export function floats16(values: Int16Array, out: Float32Array): boolean {
  const loops = sampleLoops();
  const { length } = values;
  if (loops === null || length > loops.shortSamples.length) return false;
  loops.shortSamples.set(values);
  loops.floats16(length);
  out.set(length === loops.floats.length ? loops.floats : loops.floats.subarray(0, length));
  return true;
}
