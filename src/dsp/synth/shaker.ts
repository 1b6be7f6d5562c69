import type { Random } from '../types.js';
import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { filterInPlace } from './svf.js';

/** A shaker or tambourine-like brush of grains. */
export interface ShakerParams {
  /** Time from silence to full level, ms. @default 15 */
  readonly attackMs?: number | undefined;
  /** Time to fade by 60 dB after that, ms. @default 90 */
  readonly decayMs?: number | undefined;
  /** Centre of the grains, Hz. @default 7500 */
  readonly centreHz?: number | undefined;
}

/**
 * One stroke of a shaker.
 *
 * @returns shape [length], peak 1, silent at both ends
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function shaker(params: ShakerParams, sampleRate: number, random: Random): Float32Array {
  const { attackMs = 15, decayMs = 90, centreHz = 7500 } = params;
  const length = lengthOf((attackMs + 1.15 * decayMs) / 1000, sampleRate);
  const attack = Math.max(1, Math.round((attackMs / 1000) * sampleRate));
  const out = whiteNoise(length, random);
  filterInPlace(out, { kind: 'bandpass', hz: centreHz, q: 0.9 }, sampleRate);
  filterInPlace(out, { kind: 'highpass', hz: 0.6 * centreHz }, sampleRate);
  const fall = decayFactor(decayMs / 1000, sampleRate);
  let level = 1;
  for (let n = 0; n < length; n++) {
    out[n]! *= n < attack ? (n / attack) ** 2 : level;
    if (n >= attack) level *= fall;
  }
  fadeOut(out, 0.01, sampleRate);
  normalisePeak([out]);
  return out;
}
