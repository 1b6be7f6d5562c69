import { normalisePeak } from './envelope.js';
import { hzAt, type Note, noteLength, shapeNote } from './note.js';
import { saw, square } from './oscillator.js';
import { filterInPlace } from './svf.js';

/** A single singing line: whistle, whine or buzz. */
export interface LeadParams {
  /** Shape of the wave. @default 'sine' */
  readonly wave?: 'sine' | 'saw' | 'square' | undefined;
  /** Time to full level, ms. @default 12 */
  readonly attackMs?: number | undefined;
  /** Time after the note's end until silence, ms. @default 90 */
  readonly releaseMs?: number | undefined;
  /** Vibrato, ± cents; it comes in late. @default 18 */
  readonly vibratoCents?: number | undefined;
  /** Highest frequency, Hz. @default 5000 */
  readonly cutoffHz?: number | undefined;
}

const PITCH_STEP = 16;
const VIBRATO_HZ = 5.6;
const LEVEL = 0.6;

/** Value of the wave at a phase 0..1. */
function waveAt(wave: 'sine' | 'saw' | 'square', phase: number, step: number): number {
  if (wave === 'saw') return saw(phase, step);
  if (wave === 'square') return 0.7 * square(phase, step);
  // a trace of the octave keeps the sine from sounding like a test tone
  return Math.sin(2 * Math.PI * phase) + 0.12 * Math.sin(4 * Math.PI * phase);
}

/**
 * One note of a lead; follows the note's glide.
 *
 * @returns shape [length] for duration and release, peak <= 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function lead(note: Note, params: LeadParams, sampleRate: number): Float32Array {
  const { wave = 'sine', attackMs = 12, releaseMs = 90, vibratoCents = 18, cutoffHz = 5000 } = params;
  const out = new Float32Array(noteLength(note, releaseMs / 1000, sampleRate));
  let phase = wave === 'saw' ? 0.5 : 0;
  let step = 0;
  for (let n = 0; n < out.length; n++) {
    if (n % PITCH_STEP === 0) {
      const t = n / sampleRate;
      const depth = vibratoCents * Math.min(1, Math.max(0, (t - 0.15) * 4));
      step = (hzAt(note, t) * 2 ** ((depth * Math.sin(2 * Math.PI * VIBRATO_HZ * t)) / 1200)) / sampleRate;
    }
    out[n] = waveAt(wave, phase, step);
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  filterInPlace(out, { kind: 'lowpass', hz: cutoffHz }, sampleRate);
  shapeNote(out, note, Math.min(attackMs / 1000, 0.5 * note.durationSeconds), sampleRate);
  normalisePeak([out], LEVEL);
  return out;
}
