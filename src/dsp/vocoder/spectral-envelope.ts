import { RealFft } from '../fft.js';
import { AllPole } from './all-pole.js';

const BIN_HZ = 20; // fine enough for the harmonics of the deepest voices
const RATE = 20_480; // samples per second that what is looked at would need: above 10 kHz there are no formants
const STEP_ANGLE = (2 * Math.PI * BIN_HZ) / RATE;
const LEAST_F0_HZ = 70;
const MOST_F0_HZ = 500;
const CLEAR_PITCH = 0.3; // likeness of two periods, from which on a frame is taken for voiced
const NEARLY = 0.85;
const ORDER = 22; // two for every formant below 10 kHz, and two for the tilt
const FLOOR = 1e-8; // of the strongest bin's power
const NEAR = 1 / 3; // of the pitch: how far a harmonic may lie from its place

/**
 * The outline of a spectrum: the formants without the harmonics. It goes through the tops of the harmonics; between
 * them it is bent as resonances are, since a formant may have its top where no harmonic shows it. What the resonances
 * leave unexplained at the harmonics is shared out between them in straight lines.
 */
export class SpectralEnvelope {
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #magnitudes: Float64Array;
  readonly #likeness: Float64Array;
  readonly #zeros: Float64Array;
  readonly #slice: Float64Array;
  readonly #resonances = new AllPole(ORDER);
  /** Angles at RATE and powers of the harmonics. */
  readonly #angles: Float64Array;
  readonly #powers: Float64Array;
  #count = 0;
  #floor = 0;
  /** Nepers of every step from 0 to 10 kHz. */
  readonly #outline: Float64Array;

  constructor(sampleRate: number) {
    const size = RATE / BIN_HZ; // 1024
    const bins = size / 2 + 1;
    const most = Math.ceil(RATE / 2 / LEAST_F0_HZ);
    this.#sampleRate = sampleRate;
    this.#fft = new RealFft(size);
    this.#magnitudes = new Float64Array(bins);
    this.#likeness = new Float64Array(bins);
    this.#zeros = new Float64Array(bins);
    this.#slice = new Float64Array(size);
    this.#angles = new Float64Array(most);
    this.#powers = new Float64Array(most);
    this.#outline = new Float64Array(bins);
  }

  /**
   * Listens to a spectrum.
   *
   * @param power of bins from 0 Hz to half the sample rate, any number of them
   * @returns whether there is a voice in it; the outline is flat where there is none
   */
  find(power: Float32Array | Float64Array): boolean {
    this.#outline.fill(0);
    this.#takeMagnitudes(power);
    const period = this.#findPeriod();
    if (period === 0) return false;
    this.#findHarmonics(power, RATE / period);
    this.#resonances.fit(this.#angles, this.#powers, this.#count);
    this.#draw();
    return true;
  }

  /** Height of the outline last found at a frequency, nepers; that of the nearest end outside 0 to 10 kHz. */
  at(hz: number): number {
    const last = this.#outline.length - 1;
    const place = Math.min(last, Math.max(0, hz / BIN_HZ));
    const below = Math.min(last - 1, Math.floor(place));
    return this.#outline[below]! + (place - below) * (this.#outline[below + 1]! - this.#outline[below]!);
  }

  /** The loudest bin of each step, so that no harmonic is lost between two. */
  #takeMagnitudes(power: Float32Array | Float64Array): void {
    const step = (BIN_HZ * 2 * (power.length - 1)) / this.#sampleRate;
    let most = 0;
    for (const p of power) most = Math.max(most, p);
    this.#floor = FLOOR * most + 1e-30;
    for (let k = 0; k < this.#magnitudes.length; k++) {
      const below = Math.min(power.length - 2, Math.floor(k * step));
      this.#magnitudes[k] = Math.sqrt(Math.max(power[below]!, power[below + 1]!) + this.#floor);
    }
  }

  /** The loudest top near every multiple of the pitch. */
  #findHarmonics(power: Float32Array | Float64Array, f0: number): void {
    const binHz = this.#sampleRate / (2 * (power.length - 1));
    const end = Math.min(RATE, this.#sampleRate) / 2;
    this.#count = 0;
    for (let h = 1; (h + 0.5) * f0 < end; h++) {
      const [from, to] = [Math.ceil(((h - NEAR) * f0) / binHz), Math.floor(((h + NEAR) * f0) / binHz)];
      let top = Math.max(1, from);
      for (let k = top; k <= to; k++) if (power[k]! > power[top]!) top = k;
      const { place, level } = topOf(power, top);
      this.#angles[this.#count] = (2 * Math.PI * place * binHz) / RATE;
      this.#powers[this.#count++] = level + this.#floor;
    }
  }

  /** Resonances, and what they leave, held beyond the first harmonic; all is held beyond the last. */
  #draw(): void {
    const [angles, outline] = [this.#angles, this.#outline];
    const last = this.#count - 1;
    let next = 0;
    let [left, right] = [this.#restAt(0), this.#restAt(0)];
    for (let k = 0; k < outline.length; k++) {
      const angle = Math.min(k * STEP_ANGLE, angles[last]!);
      while (next < last && angles[next]! <= angle) {
        left = right;
        right = this.#restAt(++next);
      }
      const share = next === 0 ? 0 : (angle - angles[next - 1]!) / (angles[next]! - angles[next - 1]!);
      outline[k] = this.#resonances.at(angle) + left + share * (right - left);
    }
  }

  /** Nepers by which a harmonic stands above what resonances make of it. */
  #restAt(harmonic: number): number {
    return 0.5 * Math.log(this.#powers[harmonic]!) - this.#resonances.at(this.#angles[harmonic]!);
  }

  /** The period of the voice in samples, or 0: where the transform of the magnitudes, which is even, comes back highest. */
  #findPeriod(): number {
    const [magnitudes, slice, likeness] = [this.#magnitudes, this.#slice, this.#likeness];
    slice[0] = magnitudes[0]!;
    for (let k = 1; k < magnitudes.length; k++) {
      slice[k] = magnitudes[k]!;
      slice[slice.length - k] = magnitudes[k]!;
    }
    this.#fft.forward(slice, likeness, this.#zeros);
    const from = Math.ceil(RATE / MOST_F0_HZ);
    const to = Math.min(likeness.length - 2, Math.floor(RATE / LEAST_F0_HZ));
    const comesBack = (q: number): boolean =>
      likeness[q]! >= likeness[q - 1]! && likeness[q]! > likeness[q + 1]! && likeness[q]! > 0;
    let highest = 0;
    for (let q = from; q <= to; q++) if (comesBack(q)) highest = Math.max(highest, likeness[q]!);
    if (highest < CLEAR_PITCH * likeness[0]!) return 0;
    // two periods are a period, too: the shortest that stands out nearly as much
    let period = from;
    while (!(comesBack(period) && likeness[period]! >= NEARLY * highest)) period++;
    const [before, now, after] = [likeness[period - 1]!, likeness[period]!, likeness[period + 1]!];
    return period + (0.5 * (before - after)) / (before - 2 * now + after);
  }
}

/** Whether no bin beside `k` is higher. */
export const isTop = (power: Float32Array | Float64Array, k: number): boolean =>
  power[k]! >= power[k - 1]! && power[k]! >= power[k + 1]!;

/** Place in bins and height of a top whose highest bin is `k`, by a parabola through the logarithms. */
export function topOf(power: Float32Array | Float64Array, k: number): { place: number; level: number } {
  const [before, now, after] = [power[k - 1]!, power[k]!, power[k + 1]!];
  if (!(isTop(power, k) && before > 0 && after > 0)) return { place: k, level: now };
  const [a, b, c] = [Math.log(before), Math.log(now), Math.log(after)];
  const curve = a - 2 * b + c;
  const aside = curve < 0 ? (0.5 * (a - c)) / curve : 0;
  return { place: k + aside, level: Math.exp(b - 0.25 * (a - c) * aside) };
}
