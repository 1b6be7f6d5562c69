import type { Random } from '../types.js';
import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { filterInPlace } from './svf.js';

/** A finger snap. */
export interface SnapParams {
  /** Centre of the snap, Hz. @default 2100 */
  readonly centreHz?: number | undefined;
  /** Time to fade by 60 dB, ms. @default 90 */
  readonly decayMs?: number | undefined;
}

/**
 * One finger snap: the slide of the finger, 12 ms later the hand.
 *
 * @returns shape [length], peak 1, silent at the end; its main stroke is 12 ms after the beginning
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function snap(params: SnapParams, sampleRate: number, random: Random): Float32Array {
  const { centreHz = 2100, decayMs = 90 } = params;
  const hit = Math.round(0.012 * sampleRate);
  const length = lengthOf(0.012 + (1.2 * decayMs) / 1000, sampleRate);
  const out = whiteNoise(length, random);
  filterInPlace(out, { kind: 'bandpass', hz: centreHz, q: 2.2 }, sampleRate);
  const fall = decayFactor(decayMs / 1000, sampleRate);
  let level = 1;
  for (let n = 0; n < length; n++) {
    out[n]! *= n < hit ? 0.25 * (n / hit) ** 2 : level;
    if (n >= hit) level *= fall;
  }
  fadeOut(out, 0.01, sampleRate);
  normalisePeak([out]);
  return out;
}
