import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { square } from './oscillator.js';
import { filterInPlace } from './svf.js';

/** A machine's cowbell: two square waves through a band. */
export interface CowbellParams {
  /** Lower tone, Hz. @default 540 */
  readonly lowHz?: number | undefined;
  /** Higher tone, Hz. @default 800 */
  readonly highHz?: number | undefined;
  /** Time to fade by 60 dB, ms. @default 450 */
  readonly decayMs?: number | undefined;
}

/**
 * One stroke on a cowbell.
 *
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function cowbell(params: CowbellParams, sampleRate: number): Float32Array {
  const { lowHz = 540, highHz = 800, decayMs = 450 } = params;
  const length = lengthOf(decayMs / 1000, sampleRate);
  const out = new Float32Array(length);
  const fall = decayFactor(decayMs / 1000, sampleRate);
  const strokeFall = decayFactor(0.06, sampleRate);
  let body = 0.35;
  let stroke = 0.65;
  let low = 0;
  let high = 0;
  for (let n = 0; n < length; n++) {
    out[n] = (body + stroke) * (square(low, lowHz / sampleRate) + square(high, highHz / sampleRate));
    low = (low + lowHz / sampleRate) % 1;
    high = (high + highHz / sampleRate) % 1;
    body *= fall;
    stroke *= strokeFall;
  }
  filterInPlace(out, { kind: 'bandpass', hz: 1.1 * highHz, q: 1.1 }, sampleRate);
  fadeOut(out, 0.03, sampleRate);
  normalisePeak([out]);
  return out;
}
