import { midiToHz } from '../units.js';
import { lengthOf } from './envelope.js';

/** A slide of a note to another pitch. */
export interface Glide {
  readonly toMidi: number;
  /** When it begins, seconds from the note's start. */
  readonly atSeconds: number;
  /** How long it takes. */
  readonly seconds: number;
}

/** One pitched note. */
export interface Note {
  /** MIDI number, may be fractional; 69 = 440 Hz. */
  readonly midi: number;
  /** From its beginning to its release, seconds, > 0. */
  readonly durationSeconds: number;
  /** 0 (soft) to 1 (hard): the colour only, the mix sets the level. */
  readonly velocity: number;
  /** In order of time, not overlapping. */
  readonly glides?: readonly Glide[] | undefined;
}

/** Notes of one stroke: they begin, end and are struck alike. */
export type Chord = readonly [Note, ...Note[]];

/**
 * Samples of a note with its release.
 *
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export const noteLength = ({ durationSeconds }: Note, releaseSeconds: number, sampleRate: number): number =>
  lengthOf(durationSeconds > 0 ? durationSeconds + releaseSeconds : 0, sampleRate);

/** Pitch in Hz at a time of the note; a glide is straight in semitones, as a finger on a string. */
export function hzAt({ midi, glides }: Note, seconds: number): number {
  let now = midi;
  for (const { toMidi, atSeconds, seconds: length } of glides ?? []) {
    if (seconds <= atSeconds) break;
    now += Math.min(1, (seconds - atSeconds) / Math.max(length, 1e-3)) * (toMidi - now);
  }
  return midiToHz(now);
}

/** Raises the beginning and lowers the end after the note's duration, in place; ends at exactly 0. */
export function shapeNote(
  samples: Float32Array,
  { durationSeconds }: Note,
  attackSeconds: number,
  sampleRate: number,
): void {
  const attack = Math.min(samples.length, Math.round(attackSeconds * sampleRate));
  for (let n = 0; n < attack; n++) samples[n]! *= 0.5 - 0.5 * Math.cos((Math.PI * n) / attack);
  const releaseStart = Math.min(Math.round(durationSeconds * sampleRate), samples.length - 1);
  const release = samples.length - 1 - releaseStart;
  for (let n = 0; n <= release; n++) {
    const left = release > 0 ? 1 - n / release : 0;
    samples[releaseStart + n]! *= left * left; // steep first, long at the end: nearly exponential, yet exact 0
  }
}
