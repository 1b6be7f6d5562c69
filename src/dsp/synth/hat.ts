import type { Random } from '../types.js';
import { decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { metal } from './metal.js';
import { whiteNoise } from './noise.js';
import { filterInPlace } from './svf.js';

/** A hi-hat: metal and air. Open and closed differ by `decayMs` alone. */
export interface HatParams {
  /** Time to fade by 60 dB, ms: 60–110 closed, 350–900 open. @default 80 */
  readonly decayMs?: number | undefined;
  /** 0 all metal (machine) … 1 all air (acoustic, sampled). @default 0.35 */
  readonly air?: number | undefined;
  /** Factor on the metal's pitch. @default 1 */
  readonly pitch?: number | undefined;
  /** Cuts everything below, Hz. @default 7000 */
  readonly lowCutHz?: number | undefined;
}

/**
 * One stroke on a hi-hat.
 *
 * @param velocity 0..1; soft strokes are shorter and duller, the level itself is always full
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function hat(params: HatParams, sampleRate: number, random: Random, velocity = 1): Float32Array {
  const { decayMs = 80, air = 0.35, pitch = 1, lowCutHz = 7000 } = params;
  const seconds = (decayMs / 1000) * (0.6 + 0.4 * velocity);
  const length = lengthOf(1.15 * seconds, sampleRate);
  const out = metal(length, pitch, sampleRate, random);
  filterInPlace(out, { kind: 'bandpass', hz: 10_000 * Math.min(1.2, pitch), q: 0.8 }, sampleRate);
  const noise = whiteNoise(length, random);
  for (let n = 0; n < length; n++) out[n] = (1 - air) * 2.5 * out[n]! + air * noise[n]!;
  filterInPlace(out, { kind: 'highpass', hz: lowCutHz }, sampleRate);
  filterInPlace(out, { kind: 'highpass', hz: 0.8 * lowCutHz }, sampleRate);
  if (velocity < 0.99) filterInPlace(out, { kind: 'lowpass', hz: 8000 + 9000 * velocity }, sampleRate);
  const fall = decayFactor(seconds, sampleRate);
  const stickFall = decayFactor(0.012, sampleRate);
  let level = 1;
  let stick = 0.7 * velocity;
  for (let n = 0; n < length; n++) {
    out[n]! *= level + stick;
    level *= fall;
    stick *= stickFall;
  }
  fadeOut(out, 0.15 * seconds, sampleRate);
  normalisePeak([out]);
  return out;
}
