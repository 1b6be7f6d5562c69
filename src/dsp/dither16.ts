import { sampleLoops } from './wasm/sample-loops.js';

/** The bits of the float 0.999: below it no dither reaches full scale, so that nothing has to be cut off. */
const SURELY_WITHIN = 0x3f7f_be77;

/**
 * Rounds one channel to 16 bits with dither, quickly.
 *
 * @param out takes the samples at `from`, `from + stride`, …
 * @param state of the noise
 * @returns its state afterwards; null where a sample may be too loud, or the machine cannot do it: nothing is done then
 */
export function dither16(
  channel: Float32Array,
  out: Int16Array,
  from: number,
  stride: number,
  state: number,
): number | null {
  const loops = sampleLoops();
  const { length } = channel;
  if (loops === null || length === 0 || length > loops.samples.length) return null;
  loops.samples.set(channel);
  if (loops.areWithin(length, SURELY_WITHIN) === 0) return null;
  const after = loops.dither16(length, state);
  if (stride === 1) out.set(loops.shorts.subarray(0, length), from);
  else spread(loops.shorts, length, out, from, stride);
  return after;
}

function spread(shorts: Int16Array, length: number, out: Int16Array, from: number, stride: number): void {
  for (let n = 0, to = from; n < length; n++, to += stride) out[to] = shorts[n]!;
}
