import { decayFactor, normalisePeak } from './envelope.js';
import { hzAt, type Note, noteLength, shapeNote } from './note.js';
import { saw, square } from './oscillator.js';
import { driveInPlace } from './saturate.js';
import { sweepFilter } from './svf.js';

/** An analogue bass: saw, square an octave below and a closing filter. */
export interface SynthBassParams {
  /** Filter at rest, Hz. @default 260 */
  readonly cutoffHz?: number | undefined;
  /** How far the stroke opens it, octaves. @default 2.2 */
  readonly openOctaves?: number | undefined;
  /** Time for the filter to close again (60 dB), ms. @default 700 */
  readonly closeMs?: number | undefined;
  /** Resonance of the filter. @default 1.1 */
  readonly resonance?: number | undefined;
  /** Share of the octave below, 0..1. @default 0.5 */
  readonly sub?: number | undefined;
  /** Overload, 0..6. @default 1.2 */
  readonly punch?: number | undefined;
}

const RELEASE_SECONDS = 0.06;
const PITCH_STEP = 16;

function addOscillators(out: Float32Array, note: Note, sub: number, sampleRate: number): void {
  let phase = 0.5; // a saw passes 0 here: no click
  let below = 0;
  let step = 0;
  for (let n = 0; n < out.length; n++) {
    if (n % PITCH_STEP === 0) step = hzAt(note, n / sampleRate) / sampleRate;
    out[n] =
      0.6 * saw(phase, step) + sub * (0.5 * square(below, step / 2) + 0.5 * Math.sin(2 * Math.PI * below));
    phase += step;
    if (phase >= 1) phase -= 1;
    below += step / 2;
    if (below >= 1) below -= 1;
  }
}

/**
 * One note of an analogue bass; follows the note's glide. With `sub` at 0 the written pitch is the lowest.
 *
 * @returns shape [length] for duration and 60 ms of release, peak 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function synthBass(note: Note, params: SynthBassParams, sampleRate: number): Float32Array {
  const {
    cutoffHz = 260,
    openOctaves = 2.2,
    closeMs = 700,
    resonance = 1.1,
    sub = 0.5,
    punch = 1.2,
  } = params;
  const out = new Float32Array(noteLength(note, RELEASE_SECONDS, sampleRate));
  addOscillators(out, note, sub, sampleRate);
  const fall = decayFactor(closeMs / 1000, sampleRate);
  const open = openOctaves * (0.5 + 0.5 * note.velocity);
  const cutoff = (n: number): number => cutoffHz * 2 ** (open * fall ** n);
  // two in a row: 24 dB an octave, the resonance in one of them only
  sweepFilter(out, { kind: 'lowpass', q: resonance }, cutoff, sampleRate);
  sweepFilter(out, { kind: 'lowpass' }, cutoff, sampleRate);
  normalisePeak([out]);
  driveInPlace(out, punch);
  shapeNote(out, note, 0.003, sampleRate);
  normalisePeak([out]);
  return out;
}
