import type { Random } from '../types.js';
import { ensemble } from './ensemble.js';
import { type Chord, noteLength, shapeNote } from './note.js';
import { filterInPlace, sweepFilter } from './svf.js';

/** A slow carpet of sound, or a choir. */
export interface PadParams {
  /** Time to full level, ms. @default 250 */
  readonly attackMs?: number | undefined;
  /** Time after the note's end until silence, ms. @default 500 */
  readonly releaseMs?: number | undefined;
  /** Filter, Hz. @default 1400 */
  readonly cutoffHz?: number | undefined;
  /** How far the filter breathes, octaves. @default 0.5 */
  readonly breathOctaves?: number | undefined;
  /** Width of the tuning, cents. @default 18 */
  readonly detuneCents?: number | undefined;
  /** A sung vowel instead of a plain filter. @default 'none' */
  readonly vowel?: 'none' | 'ah' | 'oh' | undefined;
}

/** Formants of sung vowels: Hz, sharpness, level. Averages of male singers. */
const VOWELS = {
  ah: [
    [650, 7, 1],
    [1080, 9, 0.5],
    [2650, 14, 0.18],
  ],
  oh: [
    [400, 6, 1],
    [750, 8, 0.4],
    [2400, 14, 0.1],
  ],
} as const;

/** Note against full scale: several sound together. */
const LEVEL = 0.5;

function sing(channel: Float32Array, vowel: keyof typeof VOWELS, sampleRate: number): void {
  const raw = channel.slice();
  channel.fill(0);
  for (const [hz, q, level] of VOWELS[vowel]) {
    const formant = raw.slice();
    filterInPlace(formant, { kind: 'bandpass', hz, q }, sampleRate);
    for (let n = 0; n < channel.length; n++) channel[n]! += 2.5 * level * formant[n]!;
  }
}

/**
 * A chord, or one note, of a pad; follows glides. All notes last as long as the first.
 *
 * @returns left and right, for duration and release; about 0.5 for each note, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function pad(
  notes: Chord,
  params: PadParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { attackMs = 250, releaseMs = 500, cutoffHz = 1400, breathOctaves = 0.5 } = params;
  const { detuneCents = 18, vowel = 'none' } = params;
  const [note] = notes;
  const length = noteLength(note, releaseMs / 1000, sampleRate);
  const vibrato =
    vowel === 'none' ? { vibratoHz: 0.35, vibratoCents: 4 } : { vibratoHz: 4.8, vibratoCents: 14 };
  const channels = ensemble(notes, length, { voices: 3, detuneCents, ...vibrato }, sampleRate, random);
  const breath = (2 * Math.PI * 0.15) / sampleRate;
  for (const channel of channels) {
    if (vowel !== 'none') sing(channel, vowel, sampleRate);
    const cutoff = (n: number): number => cutoffHz * 2 ** (breathOctaves * Math.sin(breath * n));
    sweepFilter(channel, { kind: 'lowpass' }, cutoff, sampleRate, 64);
    for (let n = 0; n < length; n++) channel[n]! *= LEVEL;
    shapeNote(channel, note, Math.min(attackMs / 1000, 0.8 * note.durationSeconds), sampleRate);
  }
  return channels;
}
