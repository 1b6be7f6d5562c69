import type { Random } from '../types.js';
import { dbToGain } from '../units.js';
import { approachFactor, decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { decayingNoise } from './noise.js';
import { driveInPlace } from './saturate.js';
import { filterInPlace } from './svf.js';

/** A bass drum or a tom: a falling sine, a beater and overload. */
export interface KickParams {
  /** Pitch at the stroke, Hz. @default 160 */
  readonly startHz?: number | undefined;
  /** Pitch it falls to, Hz. @default 55 */
  readonly endHz?: number | undefined;
  /** Time constant of the fall, ms. @default 18 */
  readonly sweepMs?: number | undefined;
  /** Time at full level before it fades, ms. @default 20 */
  readonly holdMs?: number | undefined;
  /** Time to fade by 60 dB, ms. @default 400 */
  readonly decayMs?: number | undefined;
  /** Level of the beater's click, dB. @default -12 */
  readonly clickDb?: number | undefined;
  /** Level of the wooden knock near 200 Hz that small speakers still play, dB. @default -14 */
  readonly knockDb?: number | undefined;
  /** Overload, 0 clean … 6 flat. @default 1.5 */
  readonly punch?: number | undefined;
}

function addBody(out: Float32Array, params: KickParams, sampleRate: number): void {
  const { startHz = 160, endHz = 55, sweepMs = 18, holdMs = 20, decayMs = 400 } = params;
  const approach = approachFactor(sweepMs / 1000, sampleRate);
  const fall = decayFactor(decayMs / 1000, sampleRate);
  const hold = (holdMs / 1000) * sampleRate;
  let above = startHz - endHz;
  let phase = 0;
  let level = 1;
  for (let n = 0; n < out.length; n++) {
    out[n]! += level * Math.sin(phase);
    phase += (2 * Math.PI * (endHz + above)) / sampleRate;
    above *= approach;
    if (n > hold) level *= fall;
  }
}

function addKnock(out: Float32Array, gain: number, sampleRate: number): void {
  const fall = decayFactor(0.06, sampleRate);
  const approach = approachFactor(0.006, sampleRate);
  let level = gain;
  let above = 220;
  let phase = 0;
  for (let n = 0; n < out.length && level > 1e-5; n++) {
    out[n]! += level * Math.sin(phase);
    phase += (2 * Math.PI * (180 + above)) / sampleRate;
    above *= approach;
    level *= fall;
  }
}

function addClick(out: Float32Array, gain: number, sampleRate: number, random: Random): void {
  const click = decayingNoise(Math.min(out.length, lengthOf(0.012, sampleRate)), 0.008, sampleRate, random);
  filterInPlace(click, { kind: 'bandpass', hz: 3200, q: 0.6 }, sampleRate);
  fadeOut(click, 0.004, sampleRate);
  for (let n = 0; n < click.length; n++) out[n]! += 2 * gain * click[n]!;
}

/**
 * One stroke of a bass drum; with a higher pitch and a longer fall, a tom.
 *
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function kick(params: KickParams, sampleRate: number, random: Random): Float32Array {
  const { holdMs = 20, decayMs = 400, clickDb = -12, knockDb = -14, punch = 1.5 } = params;
  const out = new Float32Array(lengthOf((holdMs + 1.2 * decayMs) / 1000, sampleRate));
  addBody(out, params, sampleRate);
  addKnock(out, dbToGain(knockDb), sampleRate);
  driveInPlace(out, punch);
  addClick(out, dbToGain(clickDb), sampleRate, random); // after the drive, which would swallow it
  fadeOut(out, 0.02, sampleRate);
  normalisePeak([out]);
  return out;
}
