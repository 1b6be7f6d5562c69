import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { fadeIn, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { type Note, noteLength, shapeNote } from './note.js';
import { filterInPlace } from './svf.js';

/** A plucked string: guitar, harp or koto. It does not glide. */
export interface PluckParams {
  /** 0 nylon … 1 wire. @default 0.5 */
  readonly brightness?: number | undefined;
  /** Time to fade by 60 dB, ms. @default 1800 */
  readonly decayMs?: number | undefined;
  /** Where it is plucked, 0.05 (bridge) … 0.5 (middle). @default 0.18 */
  readonly pluckAt?: number | undefined;
}

const RELEASE_SECONDS = 0.12;
const LEVEL = 0.55;

/** One period of noise, shaped by where and how the string is plucked. */
function excitation(
  period: number,
  params: PluckParams,
  velocity: number,
  sampleRate: number,
  random: Random,
) {
  const { brightness = 0.5, pluckAt = 0.18 } = params;
  const burst = whiteNoise(Math.ceil(period), random);
  const hz = (900 + 9000 * brightness ** 2) * (0.5 + 0.5 * velocity);
  filterInPlace(burst, { kind: 'lowpass', hz }, sampleRate);
  const delay = Math.max(1, Math.round(pluckAt * period));
  for (let n = burst.length - 1; n >= delay; n--) burst[n]! -= 0.9 * burst[n - delay]!;
  return burst;
}

/**
 * One note of a plucked string.
 *
 * @returns shape [length] for duration and 120 ms of release, peak <= 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 * @see Karplus & Strong, Computer Music Journal 7(2), 1983; Jaffe & Smith, the same issue (tuning)
 */
export function pluck(note: Note, params: PluckParams, sampleRate: number, random: Random): Float32Array {
  const { brightness = 0.5, decayMs = 1800 } = params;
  const out = new Float32Array(noteLength(note, RELEASE_SECONDS, sampleRate));
  const period = sampleRate / midiToHz(note.midi);
  const blend = 0.5 - 0.35 * brightness; // share of the older sample: the string's own dullness
  const whole = Math.floor(period - blend - 0.1);
  const fraction = period - blend - whole; // 0.1..1.1, where the all-pass delays it evenly
  const allpass = (1 - fraction) / (1 + fraction);
  const keep = 10 ** ((-3 * period) / ((decayMs / 1000) * sampleRate));
  const burst = excitation(period, params, note.velocity, sampleRate, random);
  const size = whole + 1;
  const line = new Float32Array(size);
  let older = 0;
  let passIn = 0;
  let passOut = 0;
  for (let n = 0; n < out.length; n++) {
    const delayed = line[(n + 1) % size]!; // written `whole` samples ago
    const dull = (1 - blend) * delayed + blend * older;
    older = delayed;
    passOut = allpass * (dull - passOut) + passIn;
    passIn = dull;
    out[n] = (n < burst.length ? burst[n]! : 0) + keep * passOut;
    line[n % size] = out[n]!;
  }
  filterInPlace(out, { kind: 'highpass', hz: 60 }, sampleRate);
  fadeIn(out, 0.001, sampleRate);
  shapeNote(out, note, 0, sampleRate);
  normalisePeak([out], LEVEL);
  return out;
}
