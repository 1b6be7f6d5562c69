import type { Random } from '../types.js';
import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { filterInPlace } from './svf.js';

/** Hands: several bursts of noise, then the room's answer. */
export interface ClapParams {
  /** Centre of the noise, Hz. @default 1100 */
  readonly centreHz?: number | undefined;
  /** Sharpness of the centre. @default 1.2 */
  readonly q?: number | undefined;
  /** Bursts before the tail, 1..6. @default 3 */
  readonly hands?: number | undefined;
  /** Time between two bursts, ms. @default 10 */
  readonly spreadMs?: number | undefined;
  /** Time for the tail to fade by 60 dB, ms. @default 220 */
  readonly tailMs?: number | undefined;
}

/** Level of the noise over time: a saw of short bursts, then one long fall. */
function handsEnvelope(length: number, params: ClapParams, sampleRate: number, random: Random): Float32Array {
  const { hands = 3, spreadMs = 10, tailMs = 220 } = params;
  const envelope = new Float32Array(length);
  const burstFall = decayFactor(0.022, sampleRate);
  const tailFall = decayFactor(tailMs / 1000, sampleRate);
  let start = 0;
  for (let hand = 0; hand <= hands; hand++) {
    const last = hand === hands;
    let level = last ? 0.8 : 0.75 + 0.25 * random();
    for (let n = start; n < length && level > 1e-5; n++) {
      envelope[n] = Math.max(envelope[n]!, level);
      level *= last ? tailFall : burstFall;
    }
    start += Math.round(((spreadMs * (0.85 + 0.3 * random())) / 1000) * sampleRate);
  }
  return envelope;
}

/**
 * One clap of several hands.
 *
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function clap(params: ClapParams, sampleRate: number, random: Random): Float32Array {
  const { centreHz = 1100, q = 1.2, hands = 3, spreadMs = 10, tailMs = 220 } = params;
  const length = lengthOf((1.2 * hands * spreadMs + 1.2 * tailMs) / 1000, sampleRate);
  const out = whiteNoise(length, random);
  const body = out.slice();
  filterInPlace(body, { kind: 'bandpass', hz: centreHz, q }, sampleRate);
  filterInPlace(out, { kind: 'highpass', hz: 2.2 * centreHz }, sampleRate);
  const envelope = handsEnvelope(length, params, sampleRate, random);
  // skin on skin is mostly the centre; a little air above keeps it from sounding like a box
  for (let n = 0; n < length; n++) out[n] = envelope[n]! * (body[n]! + 0.12 * out[n]!);
  fadeOut(out, 0.015, sampleRate);
  normalisePeak([out]);
  return out;
}
