import type { Random } from '../types.js';
import { ensemble } from './ensemble.js';
import { decayFactor } from './envelope.js';
import { type Chord, noteLength, shapeNote } from './note.js';
import { driveInPlace } from './saturate.js';
import { filterInPlace, sweepFilter } from './svf.js';

/** A brass section, real or of a synthesizer. */
export interface BrassParams {
  /** Time to full brightness, ms. @default 35 */
  readonly attackMs?: number | undefined;
  /** Time after the note's end until silence, ms. @default 110 */
  readonly releaseMs?: number | undefined;
  /** Filter of the held tone, Hz. @default 1500 */
  readonly cutoffHz?: number | undefined;
  /** How much brighter the stroke is, octaves. @default 1.4 */
  readonly blareOctaves?: number | undefined;
  /** Width of the tuning, cents: 8 tight … 40 huge. @default 14 */
  readonly detuneCents?: number | undefined;
  /** Overload, 0..4. @default 0.6 */
  readonly punch?: number | undefined;
}

const LEVEL = 0.5;

/**
 * A chord, or one note, of a brass section; follows glides. All notes last as long as the first. Louder notes are brighter, as lips are.
 *
 * @returns left and right, for duration and release; about 0.5 for each note, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function brass(
  notes: Chord,
  params: BrassParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { attackMs = 35, releaseMs = 110, cutoffHz = 1500, blareOctaves = 1.4 } = params;
  const { detuneCents = 14, punch = 0.6 } = params;
  const [note] = notes;
  const length = noteLength(note, releaseMs / 1000, sampleRate);
  const players = { voices: 3, detuneCents, vibratoHz: 5, vibratoCents: 3 };
  const channels = ensemble(notes, length, players, sampleRate, random);
  const fall = decayFactor(0.6, sampleRate);
  const attack = (attackMs / 1000) * sampleRate;
  const blare = blareOctaves * note.velocity;
  const cutoff = (n: number): number => {
    const swell = n < attack ? n / attack - 1 : 0; // an octave of "wa" at the beginning
    return cutoffHz * 2 ** (swell + blare * fall ** n);
  };
  for (const channel of channels) {
    sweepFilter(channel, { kind: 'lowpass', q: 0.9 }, cutoff, sampleRate);
    filterInPlace(channel, { kind: 'highpass', hz: 120 }, sampleRate);
    driveInPlace(channel, punch);
    for (let n = 0; n < length; n++) channel[n]! *= LEVEL;
    shapeNote(channel, note, Math.min(0.4 * (attackMs / 1000), 0.5 * note.durationSeconds), sampleRate);
  }
  return channels;
}
