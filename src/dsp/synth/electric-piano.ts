import type { Random } from '../types.js';
import { midiToHz } from '../units.js';
import { decayFactor, limitPeak } from './envelope.js';
import { type Note, noteLength, shapeNote } from './note.js';
import { sine } from './sine.js';

/** A tine piano: a bell-like stroke over a soft, slightly dirty tone. */
export interface ElectricPianoParams {
  /** Strength of the tine's bell, 0..1. @default 0.3 */
  readonly tine?: number | undefined;
  /** How much a hard stroke barks, 0..3. @default 1.1 */
  readonly bark?: number | undefined;
  /** Time to fade by 60 dB at middle C, ms. @default 5500 */
  readonly decayMs?: number | undefined;
  /** Slow swing between left and right: rate in Hz and depth 0..1. @default 4.6 */
  readonly tremoloHz?: number | undefined;
  /** @default 0.35 */
  readonly tremoloDepth?: number | undefined;
  /** Slow drift of the pitch, as from a worn tape, ± cents. @default 0 */
  readonly wowCents?: number | undefined;
}

const RELEASE_SECONDS = 0.16;
/** Rate of the drift of a worn tape, Hz: about one turn of a capstan reel. */
const WOW_HZ = 0.7;
/** Samples between two settings of the drifting pitch. */
const DRIFT_STEP = 32;
/** Tone against full scale: four or five notes sound together. */
const LEVEL = 0.42;

/** The mono tone: two modulated sines, one for the reed and one for the tine. */
function play(
  out: Float32Array,
  note: Note,
  params: ElectricPianoParams,
  sampleRate: number,
  random: Random,
): void {
  const { tine = 0.3, bark = 1.1, decayMs = 5500, wowCents = 0 } = params;
  const hz = midiToHz(note.midi);
  const high = Math.min(1, 4000 / (14 * hz)); // the tine's bell would be piercing on high notes
  const fall = decayFactor((decayMs / 1000) * 2 ** ((60 - note.midi) / 24), sampleRate);
  const barkFall = decayFactor(0.9, sampleRate);
  const tineFall = decayFactor(0.35, sampleRate);
  let wow = 2 * Math.PI * random();
  const drift = (2 * Math.PI * WOW_HZ * DRIFT_STEP) / sampleRate;
  const turn = hz / sampleRate;
  let step = turn;
  let phase = 0;
  let level = LEVEL;
  let index = bark * (0.25 + note.velocity);
  let bell = tine * high * note.velocity;
  for (let n = 0; n < out.length; n++) {
    const modulator = sine(phase);
    const tone = sine(phase + ((0.12 + index) * modulator) / (2 * Math.PI));
    out[n] = level * (bell > 1e-3 ? tone + bell * sine(14 * phase) : tone);
    if (wowCents > 0 && n % DRIFT_STEP === 0) {
      step = turn * (1 + (wowCents * Math.sin(wow)) / 1731); // 1200 / ln 2 = 1731 cents
      wow += drift;
    }
    phase += step;
    level *= fall;
    index *= barkFall;
    bell *= tineFall;
  }
}

/**
 * One note of an electric piano. It does not glide.
 *
 * @returns left and right, for duration and 160 ms of release, peak <= 1, silent at both ends
 * @throws {RangeError} if the note has no length or `sampleRate` is not > 0
 */
export function electricPiano(
  note: Note,
  params: ElectricPianoParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { tremoloHz = 4.6, tremoloDepth = 0.35 } = params;
  const left = new Float32Array(noteLength(note, RELEASE_SECONDS, sampleRate));
  play(left, note, params, sampleRate, random);
  shapeNote(left, note, 0.003, sampleRate);
  const right = left.slice();
  const turn = tremoloHz / sampleRate;
  for (let n = 0; n < left.length; n++) {
    const swing = 0.5 * tremoloDepth * sine(turn * n);
    left[n]! *= 1 - 0.5 * tremoloDepth + swing;
    right[n]! *= 1 - 0.5 * tremoloDepth - swing;
  }
  limitPeak([left, right]);
  return [left, right];
}
