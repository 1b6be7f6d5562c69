import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { normalisePeak } from './envelope.js';
import { decayingNoise } from './noise.js';
import { type Note, noteLength, shapeNote } from './note.js';
import { addPartials } from './partials.js';
import { driveInPlace } from './saturate.js';
import { filterInPlace } from './svf.js';

/** A plucked bass string, electric or upright. It does not glide. */
export interface ElectricBassParams {
  /** Where the finger plucks, 0.05 (bridge, bright) … 0.5 (middle, hollow). @default 0.2 */
  readonly pluckAt?: number | undefined;
  /** How fast harmonics lose to the fundamental, 0.6 wire … 2 gut. @default 1.1 */
  readonly softness?: number | undefined;
  /** Time for the fundamental to fade by 60 dB, ms. @default 4000 */
  readonly decayMs?: number | undefined;
  /** Level of the finger's thump, 0..1. @default 0.25 */
  readonly thump?: number | undefined;
  /** Overload of the amplifier, 0..6. @default 0.8 */
  readonly punch?: number | undefined;
}

const RELEASE_SECONDS = 0.07;

function addString(out: Float32Array, note: Note, params: ElectricBassParams, sampleRate: number): void {
  const { pluckAt = 0.2, softness = 1.1, decayMs = 4000 } = params;
  const base = midiToHz(note.midi);
  const partials = [];
  for (let k = 1; k <= 28 && k * base < 4500; k++) {
    partials.push({
      hz: k * base * Math.sqrt(1 + 8e-5 * k * k), // a stiff string's partials lie a little high
      level: (Math.abs(Math.sin(Math.PI * k * pluckAt)) + 0.02) / k ** (softness + 0.5 * (1 - note.velocity)),
      decaySeconds: decayMs / 1000 / (1 + 0.35 * softness * (k - 1)),
    });
  }
  addPartials(out, partials, sampleRate);
}

/**
 * One note of a bass string.
 *
 * @returns shape [length] for duration and 70 ms of release, peak 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function electricBass(
  note: Note,
  params: ElectricBassParams,
  sampleRate: number,
  random: Random,
): Float32Array {
  const { thump = 0.25, punch = 0.8 } = params;
  const out = new Float32Array(noteLength(note, RELEASE_SECONDS, sampleRate));
  addString(out, note, params, sampleRate);
  normalisePeak([out]);
  const finger = decayingNoise(Math.min(out.length, Math.round(0.06 * sampleRate)), 0.05, sampleRate, random);
  filterInPlace(finger, { kind: 'lowpass', hz: 420 }, sampleRate);
  for (let n = 0; n < finger.length; n++) out[n]! += 4 * thump * finger[n]!;
  driveInPlace(out, punch);
  shapeNote(out, note, 0.004, sampleRate);
  normalisePeak([out]);
  return out;
}
