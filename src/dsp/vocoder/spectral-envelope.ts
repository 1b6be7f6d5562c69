import { RealFft } from '../fft.js';

const BIN_HZ = 20; // fine enough for the harmonics of the deepest voices
const RATE = 20_480; // samples per second that what is looked at would need: above 10 kHz there are no formants
const LEAST_F0_HZ = 70;
const MOST_F0_HZ = 500;
const CLEAR_PITCH = 0.3; // likeness of two periods, from which on a frame is taken for voiced
const NEARLY = 0.85;
const UNVOICED_QUEFRENCY_SECONDS = 1 / 650;
const ROUNDS = 10;
const CLOSE_NEPERS = 0.23; // 2 dB
const FLOOR = 1e-8; // of the strongest bin's power

/**
 * The outline of a spectrum: the formants without the harmonics. Its peaks are followed, not its mean: the log
 * spectrum is smoothed by cutting its cepstrum at half a period of the voice, as gaps between harmonics must not be
 * followed, and lifted to what was smoothed wherever that lies above, over and over.
 *
 * @see Röbel & Rodet, "Efficient spectral envelope estimation", DAFx 2005 (true envelope)
 */
export class SpectralEnvelope {
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #log: Float64Array;
  readonly #lifted: Float64Array;
  readonly #slice: Float64Array;
  readonly #cepstrum: Float64Array;
  readonly #zeros: Float64Array;
  readonly #smooth: Float64Array;

  constructor(sampleRate: number) {
    const size = RATE / BIN_HZ; // 1024
    const bins = size / 2 + 1;
    this.#sampleRate = sampleRate;
    this.#fft = new RealFft(size);
    this.#log = new Float64Array(bins);
    this.#lifted = new Float64Array(bins);
    this.#slice = new Float64Array(size);
    this.#cepstrum = new Float64Array(bins);
    this.#zeros = new Float64Array(bins);
    this.#smooth = new Float64Array(bins);
  }

  /**
   * Listens to a spectrum.
   *
   * @param power of bins from 0 Hz to half the sample rate, any number of them
   * @returns whether there is a voice in it
   */
  find(power: Float32Array | Float64Array): boolean {
    const [log, lifted, smooth] = [this.#log, this.#lifted, this.#smooth];
    this.#takeLog(power);
    const period = this.#findPeriod();
    const cut = Math.round(period > 0 ? period / 2 : UNVOICED_QUEFRENCY_SECONDS * RATE);
    lifted.set(log);
    this.#transform(lifted, this.#cepstrum);
    for (let round = 0; round < ROUNDS; round++) {
      this.#cepstrum.fill(0, cut + 1);
      this.#transform(this.#cepstrum, smooth);
      let farthest = 0;
      for (let k = 0; k < log.length; k++) {
        smooth[k]! *= this.#fft.size;
        farthest = Math.max(farthest, log[k]! - smooth[k]!);
        lifted[k] = Math.max(log[k]!, smooth[k]!);
      }
      if (farthest < CLOSE_NEPERS) break;
      this.#transform(lifted, this.#cepstrum);
    }
    return period > 0;
  }

  /** Height of the outline last found at a frequency, nepers; that of the nearest end outside 0 to 10 kHz. */
  at(hz: number): number {
    const last = this.#smooth.length - 1;
    const place = Math.min(last, Math.max(0, hz / BIN_HZ));
    const below = Math.min(last - 1, Math.floor(place));
    return this.#smooth[below]! + (place - below) * (this.#smooth[below + 1]! - this.#smooth[below]!);
  }

  /** Nepers of the loudest bin of each step, so that no harmonic is lost between two. */
  #takeLog(power: Float32Array | Float64Array): void {
    const step = (BIN_HZ * 2 * (power.length - 1)) / this.#sampleRate;
    let most = 0;
    for (const p of power) most = Math.max(most, p);
    const floor = FLOOR * most + 1e-30;
    for (let k = 0; k < this.#log.length; k++) {
      const below = Math.min(power.length - 2, Math.floor(k * step));
      this.#log[k] = 0.5 * Math.log(Math.max(power[below]!, power[below + 1]!) + floor);
    }
  }

  /** Cosine transform of one half of an even signal, 1 / size of the defining sum: its own inverse but for that. */
  #transform(from: Float64Array, to: Float64Array): void {
    const slice = this.#slice;
    const size = slice.length;
    slice[0] = from[0]!;
    for (let k = 1; k < from.length; k++) {
      slice[k] = from[k]!;
      slice[size - k] = from[k]!;
    }
    this.#fft.forward(slice, to, this.#zeros);
    for (let k = 0; k < to.length; k++) to[k]! /= size;
  }

  /** The period of the voice in samples, or 0: where the transform of the magnitudes, which is even, comes back highest. */
  #findPeriod(): number {
    for (let k = 0; k < this.#log.length; k++) this.#lifted[k] = Math.exp(this.#log[k]!);
    this.#transform(this.#lifted, this.#cepstrum);
    const likeness = this.#cepstrum;
    const from = Math.ceil(RATE / MOST_F0_HZ);
    const to = Math.min(likeness.length - 2, Math.floor(RATE / LEAST_F0_HZ));
    const isTop = (q: number): boolean =>
      likeness[q]! >= likeness[q - 1]! && likeness[q]! > likeness[q + 1]! && likeness[q]! > 0;
    let highest = 0;
    for (let q = from; q <= to; q++) if (isTop(q)) highest = Math.max(highest, likeness[q]!);
    if (highest < CLEAR_PITCH * likeness[0]!) return 0;
    // two periods are a period, too: the shortest that stands out nearly as much
    let period = from;
    while (!(isTop(period) && likeness[period]! >= NEARLY * highest)) period++;
    return period;
  }
}
