import type { Random } from '../types.js';
import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { metal } from './metal.js';
import { whiteNoise } from './noise.js';
import { filterInPlace, sweepFilter } from './svf.js';

/** A crash or ride cymbal. */
export interface CrashParams {
  /** Time to fade by 60 dB, ms. @default 2600 */
  readonly decayMs?: number | undefined;
  /** 0 all metal … 1 all air. @default 0.6 */
  readonly air?: number | undefined;
  /** Factor on the metal's pitch. @default 1.7 */
  readonly pitch?: number | undefined;
}

/**
 * One stroke on a cymbal: bright at first, then its top fades before its middle.
 *
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function crash(params: CrashParams, sampleRate: number, random: Random): Float32Array {
  const { decayMs = 2600, air = 0.6, pitch = 1.7 } = params;
  const seconds = decayMs / 1000;
  const length = lengthOf(seconds, sampleRate);
  const out = metal(length, pitch, sampleRate, random);
  const second = metal(length, 2.37 * pitch, sampleRate, random); // more tones, so that it shimmers, not buzzes
  const noise = whiteNoise(length, random);
  for (let n = 0; n < length; n++) out[n] = (1 - air) * (out[n]! + second[n]!) + air * noise[n]!;
  filterInPlace(out, { kind: 'highpass', hz: 2800 }, sampleRate);
  const closing = (n: number): number => 4500 + 12_500 * Math.exp((-4 * n) / length);
  sweepFilter(out, { kind: 'lowpass' }, closing, sampleRate);
  const fall = decayFactor(seconds, sampleRate);
  const strokeFall = decayFactor(0.18, sampleRate);
  let level = 0.7;
  let stroke = 0.6;
  for (let n = 0; n < length; n++) {
    out[n]! *= level + stroke;
    level *= fall;
    stroke *= strokeFall;
  }
  fadeOut(out, 0.2 * seconds, sampleRate);
  normalisePeak([out]);
  return out;
}
