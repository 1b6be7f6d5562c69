import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { fadeOut, limitPeak, normalisePeak } from './envelope.js';
import { decayingNoise } from './noise.js';
import { type Note, noteLength, shapeNote } from './note.js';
import { addPartials } from './partials.js';
import { filterInPlace } from './svf.js';

/** A struck string: a piano, an old upright when `ageCents` grows. It does not glide. */
export interface PianoParams {
  /** 0 felt … 1 hard hammer. @default 0.5 */
  readonly brightness?: number | undefined;
  /** How far the strings of one note are out of tune, cents. @default 2 */
  readonly ageCents?: number | undefined;
  /** Time for middle C to fade by 60 dB, ms. @default 5000 */
  readonly decayMs?: number | undefined;
  /** Level of the hammer's knock, 0..1. @default 0.15 */
  readonly hammer?: number | undefined;
}

const RELEASE_SECONDS = 0.18;
const LEVEL = 0.5;

/** Where the hammer meets the string; partials with a node there stay weak. */
const HAMMER_AT = 1 / 8;

function addStrings(
  out: Float32Array,
  note: Note,
  params: PianoParams,
  detuneCents: number,
  sampleRate: number,
): void {
  const { brightness = 0.5, decayMs = 5000 } = params;
  const base = midiToHz(note.midi + detuneCents / 100);
  const stiffness = 2e-4 * 2 ** ((note.midi - 48) / 10); // rises towards the treble
  const ring = (decayMs / 1000) * 2 ** ((60 - note.midi) / 18);
  const slope = 1.9 - 0.9 * brightness - 0.4 * note.velocity;
  const partials = [];
  for (let k = 1; k <= 20 && k * base < 7000; k++) {
    const level = (Math.abs(Math.sin(Math.PI * k * HAMMER_AT)) + 0.05) / k ** slope;
    const hz = k * base * Math.sqrt(1 + stiffness * k * k);
    partials.push({ hz, level: 0.55 * level, decaySeconds: (0.45 * ring) / (1 + 0.22 * (k - 1)), phase: k });
    // the slow second part of a piano's decay: quieter, longer, and heard in the low partials only
    if (k > 6) continue;
    partials.push({
      hz: hz * 1.0003,
      level: 0.14 * level,
      decaySeconds: ring / (1 + 0.15 * (k - 1)),
      phase: 2 * k,
    });
  }
  addPartials(out, partials, sampleRate);
}

/**
 * One note of a piano.
 *
 * @returns left and right (its two strings), for duration and 180 ms of release, peak <= 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function piano(
  note: Note,
  params: PianoParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { ageCents = 2, hammer = 0.15 } = params;
  const length = noteLength(note, RELEASE_SECONDS, sampleRate);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  addStrings(left, note, params, ageCents / 2, sampleRate);
  addStrings(right, note, params, -ageCents / 2, sampleRate);
  normalisePeak([left, right], LEVEL);
  const knock = decayingNoise(Math.min(length, Math.round(0.09 * sampleRate)), 0.07, sampleRate, random);
  filterInPlace(knock, { kind: 'bandpass', hz: 500, q: 0.7 }, sampleRate);
  fadeOut(knock, 0.02, sampleRate);
  for (const channel of [left, right]) {
    for (let n = 0; n < knock.length; n++) channel[n]! += hammer * note.velocity * knock[n]!;
    shapeNote(channel, note, 0.002, sampleRate);
  }
  limitPeak([left, right]);
  return [left, right];
}
