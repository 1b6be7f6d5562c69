import type { Glide } from '../../dsp/synth/note.js';
import type { BandStem } from './kit.js';

/** One stroke, note or sweep of the band. */
export interface BandEvent {
  readonly stem: BandStem;
  /** Voice of the kit: a drum's name, `bass`, a key part's name, or `texture`. */
  readonly instrument: string;
  /** Seconds from the song's start; never negative. */
  readonly startSeconds: number;
  /** 0 to 1. */
  readonly velocity: number;
  /** −1 left to 1 right. */
  readonly pan: number;
  /** Pitch, for notes. */
  readonly midi?: number | undefined;
  /** Length of a note or sweep; for a drum the time after which another voice stops it. */
  readonly durationSeconds?: number | undefined;
  /** Slides of a note, in order of time. */
  readonly glides?: readonly Glide[] | undefined;
}
