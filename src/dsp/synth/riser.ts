import type { Random } from '../types.js';
import { fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { sweepFilter } from './svf.js';

/** Wind that grows toward a change. */
export interface RiserParams {
  /** Where the band begins and ends, Hz. @default 400 */
  readonly fromHz?: number | undefined;
  /** @default 7000 */
  readonly toHz?: number | undefined;
  /** Sharpness of the band. @default 1.6 */
  readonly q?: number | undefined;
}

/**
 * Noise that rises in pitch and level and stops 15 ms after `seconds`.
 *
 * @returns shape [length], peak 1, silent at both ends
 * @throws {RangeError} if `seconds` or `sampleRate` is not > 0
 */
export function riser(
  seconds: number,
  params: RiserParams,
  sampleRate: number,
  random: Random,
): Float32Array {
  const { fromHz = 400, toHz = 7000, q = 1.6 } = params;
  const length = lengthOf(seconds, sampleRate) + Math.round(0.015 * sampleRate);
  const out = whiteNoise(length, random);
  sweepFilter(out, { kind: 'bandpass', q }, (n) => fromHz * (toHz / fromHz) ** (n / length), sampleRate);
  for (let n = 0; n < length; n++) out[n]! *= (n / length) ** 2.2;
  fadeOut(out, 0.015, sampleRate);
  normalisePeak([out]);
  return out;
}
