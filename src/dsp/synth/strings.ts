import type { Random } from '../types.js';
import { ensemble } from './ensemble.js';
import { decayFactor } from './envelope.js';
import { type Chord, noteLength, shapeNote } from './note.js';
import { filterInPlace, sweepFilter } from './svf.js';

/** A string section: short stabs or long lines. */
export interface StringsParams {
  /** Time to full level, ms: 8 stabs, 120 sings. @default 30 */
  readonly attackMs?: number | undefined;
  /** Time after the note's end until silence, ms. @default 220 */
  readonly releaseMs?: number | undefined;
  /** Accent of the bow over the held tone, 0..3. @default 0.8 */
  readonly accent?: number | undefined;
  /** Highest frequency of the held tone, Hz. @default 3200 */
  readonly cutoffHz?: number | undefined;
  /** Share of players an octave above, 0..1. @default 0.4 */
  readonly octave?: number | undefined;
}

const LEVEL = 0.5;

/**
 * A chord, or one note, of a string section; follows glides. All notes last as long as the first.
 *
 * @returns left and right, for duration and release; about 0.5 for each note, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function strings(
  notes: Chord,
  params: StringsParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { attackMs = 30, releaseMs = 220, accent = 0.8, cutoffHz = 3200, octave = 0.4 } = params;
  const [note] = notes;
  const length = noteLength(note, releaseMs / 1000, sampleRate);
  const players = { voices: 4, detuneCents: 26, vibratoHz: 5.4, vibratoCents: 9, octave };
  const channels = ensemble(notes, length, players, sampleRate, random);
  const fall = decayFactor(0.35, sampleRate);
  const bow = accent * note.velocity;
  for (const channel of channels) {
    filterInPlace(channel, { kind: 'highpass', hz: 180 }, sampleRate);
    sweepFilter(
      channel,
      { kind: 'lowpass', q: 0.6 },
      (n) => cutoffHz * 2 ** (bow * fall ** n),
      sampleRate,
      64,
    );
    let level = bow;
    for (let n = 0; n < length; n++) {
      channel[n]! *= (LEVEL * (1 + level)) / (1 + accent);
      level *= fall;
    }
    shapeNote(channel, note, Math.min(attackMs / 1000, 0.5 * note.durationSeconds), sampleRate);
  }
  return channels;
}
