import type { Random } from '../types.js';
import { fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { decayingNoise } from './noise.js';
import { addPartials } from './partials.js';
import { filterInPlace } from './svf.js';

/** A stick across the rim: two short tones and a tick. */
export interface RimParams {
  /** Lower tone, Hz. @default 450 */
  readonly lowHz?: number | undefined;
  /** Higher tone, Hz. @default 1700 */
  readonly highHz?: number | undefined;
  /** Time to fade by 60 dB, ms. @default 60 */
  readonly decayMs?: number | undefined;
}

/**
 * One rim shot.
 *
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function rim(params: RimParams, sampleRate: number, random: Random): Float32Array {
  const { lowHz = 450, highHz = 1700, decayMs = 60 } = params;
  const seconds = decayMs / 1000;
  const length = lengthOf(1.3 * seconds, sampleRate);
  const out = decayingNoise(length, 0.25 * seconds, sampleRate, random);
  filterInPlace(out, { kind: 'bandpass', hz: 2.4 * highHz, q: 0.7 }, sampleRate);
  const partials = [
    { hz: lowHz, level: 0.6, decaySeconds: 0.7 * seconds },
    { hz: highHz, level: 1, decaySeconds: seconds },
    { hz: 1.53 * highHz, level: 0.35, decaySeconds: 0.5 * seconds },
  ];
  addPartials(out, partials, sampleRate);
  fadeOut(out, 0.2 * seconds, sampleRate);
  normalisePeak([out]);
  return out;
}
