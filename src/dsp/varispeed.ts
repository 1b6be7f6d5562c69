import { createSincReader } from './sinc-reader.js';

/**
 * Plays a sound at a changing speed: output sample n is the input at `positionOf(n)`, band-limited.
 *
 * @param samples one channel
 * @param outputLength samples to return
 * @param positionOf input position in samples, fractions allowed, rising; outside the input there is silence
 * @param highestSpeed most input samples per output sample; above 1 the band is narrowed to avoid aliases
 * @throws {RangeError} if `highestSpeed` is not > 0
 */
export function varispeed(
  samples: Float32Array,
  outputLength: number,
  positionOf: (n: number) => number,
  highestSpeed = 1,
): Float32Array {
  const reader = createSincReader(highestSpeed);
  const out = new Float32Array(outputLength);
  for (let n = 0; n < outputLength; n++) out[n] = reader.read(samples, positionOf(n));
  return out;
}
