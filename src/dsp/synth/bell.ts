import { midiToHz } from '../units.js';
import { decayFactor, normalisePeak } from './envelope.js';
import { type Note, noteLength, shapeNote } from './note.js';
import { sine } from './sine.js';

/** A bell, celesta or music box. It does not glide. */
export interface BellParams {
  /** Pitch of the inharmonic part over the note's; 3.5 is a bell, 4 a music box, 2.76 a bar. @default 3.5 */
  readonly ratio?: number | undefined;
  /** How metallic the stroke is, 0..4. @default 1.6 */
  readonly metal?: number | undefined;
  /** Time for middle C to fade by 60 dB, ms. @default 2600 */
  readonly decayMs?: number | undefined;
}

const RELEASE_SECONDS = 0.4;
const LEVEL = 0.5;

/**
 * One note of a bell.
 *
 * @returns shape [length] for duration and 400 ms of release, peak <= 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function bell(note: Note, params: BellParams, sampleRate: number): Float32Array {
  const { ratio = 3.5, metal = 1.6, decayMs = 2600 } = params;
  const out = new Float32Array(noteLength(note, RELEASE_SECONDS, sampleRate));
  const hz = midiToHz(note.midi);
  const ring = (decayMs / 1000) * 2 ** ((60 - note.midi) / 36);
  const fall = decayFactor(ring, sampleRate);
  const metalFall = decayFactor(0.45 * ring, sampleRate);
  const turn = hz / sampleRate;
  // side tones lie at hz·(1 ± ratio·k): held well below half the rate
  let index =
    (metal / (2 * Math.PI)) * (0.4 + 0.6 * note.velocity) * Math.min(1, (0.1 * sampleRate) / (ratio * hz));
  let level = 1;
  for (let n = 0; n < out.length; n++) {
    const phase = turn * n;
    out[n] = level * (sine(phase + index * sine(ratio * phase)) + 0.25 * sine(2.005 * phase));
    level *= fall;
    index *= metalFall;
  }
  shapeNote(out, note, 0.0015, sampleRate);
  normalisePeak([out], LEVEL);
  return out;
}
