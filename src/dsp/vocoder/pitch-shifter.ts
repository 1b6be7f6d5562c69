import { createSincReader, type SincReader } from '../sinc-reader.js';
import { evenMap } from '../time-map.js';
import { semitonesToRatio } from '../units.js';
import { Copier } from './copier.js';
import type { ShapeTimbre } from './frame-renderer.js';
import { FrameStretcher } from './frame-stretcher.js';
import { InputLine } from './input-line.js';
import { isTop, SpectralEnvelope, topOf } from './spectral-envelope.js';
import type { StretchEngine, TimeStretcher } from './types.js';

/** What a pitch shifter is made for. */
export interface PitchShifterOptions {
  readonly channelCount: number;
  /** Samples per second, 8000 to 192 000. */
  readonly sampleRate: number;
  /** Up or down, fractions allowed; −24 to 24. */
  readonly semitones: number;
  /** Whether vowels stay the same vowels, or all of the spectrum moves. */
  readonly formants: 'keep' | 'move';
  readonly engine: StretchEngine;
}

const MOST_GAIN_NEPERS = 2.76; // 24 dB

/**
 * Raises or lowers sound that streams by; its length stays to the sample, and at 0 semitones its bits. It is stretched
 * first and then played back faster or slower by as much.
 *
 * @throws {RangeError} for a shift beyond two octaves
 */
export function createPitchShifter(options: PitchShifterOptions): TimeStretcher {
  const { semitones, channelCount } = options;
  if (!(Math.abs(semitones) <= 24)) throw new RangeError(`semitones must be -24 to 24, got ${semitones}`);
  return semitones === 0 ? new Copier(channelCount) : new PitchShifter(options);
}

class PitchShifter implements TimeStretcher {
  readonly #ratio: number;
  readonly #stretcher: FrameStretcher;
  readonly #stretched: InputLine;
  readonly #reader: SincReader;
  readonly latency: number;
  /** Input and output samples so far. */
  #taken = 0;
  #given = 0;

  constructor({ channelCount, sampleRate, semitones, formants, engine }: PitchShifterOptions) {
    const ratio = semitonesToRatio(semitones);
    this.#ratio = ratio;
    this.#stretched = new InputLine(channelCount);
    this.#reader = createSincReader(ratio);
    const options = { channelCount, sampleRate, map: evenMap(ratio), engine };
    const shapeTimbre = formants === 'keep' ? keepFormants(sampleRate, ratio) : undefined;
    this.#stretcher = new FrameStretcher(options, shapeTimbre);
    this.latency = this.#stretcher.latency + Math.ceil(this.#reader.reach / ratio);
  }

  process(channels: readonly Float32Array[]): Float32Array[] {
    this.#taken += channels[0]!.length;
    return this.#read(this.#stretcher.process(channels), false);
  }

  flush(): Float32Array[] {
    return this.#read(this.#stretcher.flush(), true);
  }

  /** Plays back what can be, `longer` of which came last. */
  #read(longer: readonly Float32Array[], isLast: boolean): Float32Array[] {
    const { reach } = this.#reader;
    const from = Math.floor(this.#given * this.#ratio) - reach;
    this.#stretched.push(longer, from);
    const ready = Math.ceil((this.#stretched.length - reach - 1) / this.#ratio);
    const end = isLast ? this.#taken : Math.max(this.#given, Math.min(this.#taken, ready));
    const around = new Float32Array(Math.ceil((end - this.#given) * this.#ratio) + 2 * reach + 2);
    const out = longer.map((_, c) => {
      this.#stretched.read(c, from, around);
      const samples = new Float32Array(end - this.#given);
      for (let n = 0; n < samples.length; n++) {
        samples[n] = this.#reader.read(around, (this.#given + n) * this.#ratio - from);
      }
      return samples;
    });
    this.#given = end;
    return out;
  }
}

/**
 * Weighs every bin so that after the shift the outline of the spectrum is where it was, and its power what it was. What
 * has no pitch has no formants to keep; gains come and go within two frames.
 */
function keepFormants(sampleRate: number, ratio: number): ShapeTimbre {
  const envelope = new SpectralEnvelope(sampleRate);
  return (power, timbre) => {
    const isVoiced = envelope.find(power);
    const binHz = sampleRate / (2 * (power.length - 1));
    let [before, after] = [0, 0];
    for (let k = 0; k < timbre.length; k++) {
      const hz = topOf(power, k).place * binHz;
      const wanted = isVoiced ? envelope.at(hz * ratio) - envelope.at(hz) : 0;
      const gain = Math.exp(Math.max(-MOST_GAIN_NEPERS, Math.min(MOST_GAIN_NEPERS, wanted)));
      timbre[k] = (timbre[k]! + gain) / 2;
      if (!isTop(power, k)) continue; // around a top all is weighed as the top is
      before += power[k]!;
      after += power[k]! * timbre[k]! ** 2;
    }
    const level = after > 0 ? Math.sqrt(before / after) : 1;
    for (let k = 0; k < timbre.length; k++) timbre[k]! *= level;
  };
}
