import type { Random } from '../types.js';
import { type Chord, hzAt, type Note } from './note.js';
import { saw } from './oscillator.js';

/** Many saws that are not quite in tune. */
export interface EnsembleOptions {
  /** Saws in each channel, 1..8. */
  readonly voices: number;
  /** Distance of the outermost saws, cents. */
  readonly detuneCents: number;
  /** Vibrato: rate in Hz and ± cents; it comes in over half a second. */
  readonly vibratoHz: number;
  readonly vibratoCents: number;
  /** Share of a second set an octave above, 0..1. @default 0 */
  readonly octave?: number | undefined;
}

/** Samples between two settings of the pitch: 1.5 ms at 44.1 kHz, smooth for a vibrato. */
const PITCH_STEP = 64;

function addVoice(
  out: Float32Array,
  note: Note,
  options: EnsembleOptions,
  voice: { cents: number; gain: number; phase: number; vibratoPhase: number },
  sampleRate: number,
): void {
  const { vibratoHz, vibratoCents } = options;
  const { cents, gain, vibratoPhase } = voice;
  let phase = voice.phase;
  for (let start = 0; start < out.length; start += PITCH_STEP) {
    const t = start / sampleRate;
    const vibrato = vibratoCents * Math.min(1, 2 * t) * Math.sin(2 * Math.PI * vibratoHz * t + vibratoPhase);
    const step = (hzAt(note, t) * 2 ** ((cents + vibrato) / 1200)) / sampleRate;
    const end = Math.min(out.length, start + PITCH_STEP);
    for (let n = start; n < end; n++) {
      out[n]! += gain * saw(phase, step);
      phase += step;
      if (phase >= 1) phase -= 1;
    }
  }
}

function addPlayers(
  out: Float32Array,
  note: Note,
  options: EnsembleOptions,
  side: 1 | -1,
  sampleRate: number,
  random: Random,
): void {
  const { voices, detuneCents, octave = 0 } = options;
  const gain = 0.5 / Math.sqrt(voices);
  for (let i = 0; i < voices; i++) {
    // spread evenly; one side mirrors the other
    const place = voices > 1 ? (i + 0.25) / (voices - 0.5) - 0.5 : 0.25;
    const cents = detuneCents * side * place;
    const dice = { phase: random(), vibratoPhase: 2 * Math.PI * random() };
    addVoice(out, note, options, { cents, gain, ...dice }, sampleRate);
    if (octave > 0 && i === 0) {
      const above = { ...note, midi: note.midi + 12, glides: undefined };
      addVoice(out, above, options, { cents: -cents, gain: octave * gain, ...dice }, sampleRate);
    }
  }
}

/**
 * Detuned saws, different in each channel, so that they are wide yet keep their sum in mono; they follow glides.
 * Raw: without envelope or filter.
 *
 * @returns left and right, shape [length]; each note has about the power of one saw
 */
export function ensemble(
  notes: Chord,
  length: number,
  options: EnsembleOptions,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  for (const note of notes) {
    addPlayers(left, note, options, 1, sampleRate, random);
    addPlayers(right, note, options, -1, sampleRate, random);
  }
  return [left, right];
}
