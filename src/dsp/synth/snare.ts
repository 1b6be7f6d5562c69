import type { Random } from '../types.js';
import { dbToGain } from '../units.js';
import { approachFactor, decayFactor, fadeOut, lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { driveInPlace } from './saturate.js';
import { filterInPlace } from './svf.js';

/** A snare drum: two modes of the skin and the wires' noise. */
export interface SnareParams {
  /** Lower mode of the skin, Hz. @default 185 */
  readonly toneHz?: number | undefined;
  /** Time for the skin to fade by 60 dB, ms. @default 160 */
  readonly toneMs?: number | undefined;
  /** Level of the skin against the wires, dB. @default -3 */
  readonly toneDb?: number | undefined;
  /** Time for the wires to fade by 60 dB, ms. @default 260 */
  readonly noiseMs?: number | undefined;
  /** Lowest and highest frequency of the wires, Hz. @default 1200 */
  readonly noiseLowHz?: number | undefined;
  /** @default 9000 */
  readonly noiseHighHz?: number | undefined;
  /** Level of the first crack against the wires' tail, dB. @default 6 */
  readonly crackDb?: number | undefined;
  /** Overload, 0..6. @default 1.2 */
  readonly punch?: number | undefined;
}

/** Second mode of a struck skin over the first, as measured on snare drums (185 and 330 Hz). */
const SECOND_MODE = 1.78;

function addSkin(
  out: Float32Array,
  { toneHz = 185, toneMs = 160 }: SnareParams,
  gain: number,
  sampleRate: number,
) {
  const approach = approachFactor(0.008, sampleRate);
  for (const [ratio, share, shorter] of [
    [1, 0.65, 1],
    [SECOND_MODE, 0.35, 0.7],
  ] as const) {
    const fall = decayFactor((shorter * toneMs) / 1000, sampleRate);
    let bend = 0.35; // the skin is tightest at the stroke
    let phase = 0;
    let level = gain * share;
    for (let n = 0; n < out.length && level > 1e-6; n++) {
      out[n]! += level * Math.sin(phase);
      phase += (2 * Math.PI * ratio * toneHz * (1 + bend)) / sampleRate;
      bend *= approach;
      level *= fall;
    }
  }
}

function wires(length: number, params: SnareParams, velocity: number, sampleRate: number, random: Random) {
  const { noiseMs = 260, noiseLowHz = 1200, noiseHighHz = 9000, crackDb = 6 } = params;
  const noise = whiteNoise(length, random);
  filterInPlace(noise, { kind: 'highpass', hz: noiseLowHz }, sampleRate);
  // a soft stroke opens the wires less
  filterInPlace(noise, { kind: 'lowpass', hz: noiseHighHz * (0.45 + 0.55 * velocity) }, sampleRate);
  const tailFall = decayFactor(noiseMs / 1000, sampleRate);
  const crackFall = decayFactor(0.03, sampleRate);
  let tail = 1;
  let crack = dbToGain(crackDb) - 1;
  for (let n = 0; n < length; n++) {
    noise[n]! *= tail + velocity * crack;
    tail *= tailFall;
    crack *= crackFall;
  }
  return noise;
}

/**
 * One stroke on a snare drum.
 *
 * @param velocity 0 (ghost note: duller, no crack) to 1; the level itself is always full
 * @returns shape [length], peak 1, silent at the end
 * @throws {RangeError} if `sampleRate` is not > 0
 */
export function snare(params: SnareParams, sampleRate: number, random: Random, velocity = 1): Float32Array {
  const { toneMs = 160, noiseMs = 260, toneDb = -3, punch = 1.2 } = params;
  const length = lengthOf((1.2 * Math.max(toneMs, noiseMs)) / 1000, sampleRate);
  const out = wires(length, params, velocity, sampleRate, random);
  for (let n = 0; n < length; n++) out[n]! *= 0.5;
  addSkin(out, params, dbToGain(toneDb), sampleRate);
  driveInPlace(out, punch);
  fadeOut(out, 0.015, sampleRate);
  normalisePeak([out]);
  return out;
}
