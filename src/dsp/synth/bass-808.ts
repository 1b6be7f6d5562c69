import { approachFactor, decayFactor, normalisePeak } from './envelope.js';
import { hzAt, type Note, noteLength, shapeNote } from './note.js';
import { filterInPlace } from './svf.js';

/** A long, tuned bass drum: the 808. */
export interface Bass808Params {
  /** Time to fade by 60 dB, ms. @default 2400 */
  readonly decayMs?: number | undefined;
  /** Pitch at the stroke over the note's, in octaves. @default 1 */
  readonly sweepOctaves?: number | undefined;
  /** Time constant of that fall, ms. @default 10 */
  readonly sweepMs?: number | undefined;
  /** Overload, 0.5 round … 6 fuzz: its harmonics carry the bass on small speakers. @default 2.2 */
  readonly punch?: number | undefined;
  /** Even harmonics and a second, harder overload above 220 Hz, 0..1. @default 0.35 */
  readonly growl?: number | undefined;
  /** Time after the note's end until silence, ms. @default 45 */
  readonly releaseMs?: number | undefined;
}

/** Samples between two settings of the pitch; 0.4 ms at 44.1 kHz. */
const PITCH_STEP = 16;

/** The clean and the overdriven wave of a note, before they are mixed. */
interface Waves {
  readonly body: Float32Array;
  readonly fuzz: Float32Array;
}

function oscillate(note: Note, params: Bass808Params, length: number, sampleRate: number): Waves {
  const { decayMs = 2400, sweepOctaves = 1, sweepMs = 10, punch = 2.2, growl = 0.35 } = params;
  const body = new Float32Array(length);
  const fuzz = new Float32Array(length);
  const fall = decayFactor(decayMs / 1000, sampleRate);
  const approach = approachFactor(sweepMs / 1000, sampleRate) ** PITCH_STEP;
  const uneven = 0.3 * growl;
  const rest = Math.tanh(punch * uneven);
  let bend = sweepOctaves;
  let step = 0;
  let phase = 0;
  let level = 1;
  for (let n = 0; n < length; n++) {
    if (n % PITCH_STEP === 0) {
      step = (2 * Math.PI * hzAt(note, n / sampleRate) * 2 ** bend) / sampleRate;
      bend *= approach;
    }
    const wave = Math.sin(phase);
    const driven = Math.tanh(punch * (wave + uneven)) - rest;
    // the fundamental beside the overload keeps the weight that tanh would level
    body[n] = level * (0.35 * wave + driven);
    fuzz[n] = level * Math.tanh(3 * punch * (wave + uneven));
    phase += step;
    level *= fall;
  }
  return { body, fuzz };
}

/**
 * One 808 note; follows the note's glides.
 *
 * @returns shape [length] for duration and release, peak 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function bass808(note: Note, params: Bass808Params, sampleRate: number): Float32Array {
  const { growl = 0.35, releaseMs = 45 } = params;
  const length = noteLength(note, releaseMs / 1000, sampleRate);
  const { body, fuzz } = oscillate(note, params, length, sampleRate);
  filterInPlace(body, { kind: 'highpass', hz: 24 }, sampleRate); // uneven overload leaves a slow shift
  filterInPlace(body, { kind: 'lowpass', hz: 900 }, sampleRate);
  // what a telephone plays of the bass: the harmonics alone, so that they do not thicken the fundamental
  filterInPlace(fuzz, { kind: 'highpass', hz: 220 }, sampleRate);
  filterInPlace(fuzz, { kind: 'lowpass', hz: 1600 }, sampleRate);
  for (let n = 0; n < length; n++) body[n]! += 0.8 * growl * fuzz[n]!;
  shapeNote(body, note, 0.0015, sampleRate);
  normalisePeak([body]);
  return body;
}
