import { RealFft } from '../fft.js';

const BIN_HZ = 21.5; // fine enough for the harmonics of the deepest voices
const LEAST_F0_HZ = 70;
const MOST_F0_HZ = 500;
const CLEAR_PITCH = 0.3; // likeness of two periods, from which on a frame is taken for voiced
const NEARLY = 0.85;
const UNVOICED_QUEFRENCY_SECONDS = 1 / 650;
const ROUNDS = 20;
const CLOSE_NEPERS = 0.23; // 2 dB
const FLOOR = 1e-8; // of the strongest bin's power

/**
 * The outline of a spectrum: the formants without the harmonics. Its peaks are followed, not its mean: the log
 * spectrum is smoothed by cutting its cepstrum, and lifted to what was smoothed wherever that lies above, over and over.
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
    const size = 2 ** Math.round(Math.log2(sampleRate / BIN_HZ));
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
   */
  find(power: Float32Array | Float64Array): void {
    const [log, lifted, smooth] = [this.#log, this.#lifted, this.#smooth];
    this.#takeLog(power);
    const cut = Math.max(2, this.#findCut());
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
  }

  /** Height of the outline last found at a frequency, nepers; that of the nearest end outside 0 Hz to half the rate. */
  at(hz: number): number {
    const last = this.#smooth.length - 1;
    const place = Math.min(last, Math.max(0, (2 * last * hz) / this.#sampleRate));
    const below = Math.min(last - 1, Math.floor(place));
    return this.#smooth[below]! + (place - below) * (this.#smooth[below + 1]! - this.#smooth[below]!);
  }

  /** Nepers of the loudest bin of each step, so that no harmonic is lost between two. */
  #takeLog(power: Float32Array | Float64Array): void {
    const step = (power.length - 1) / (this.#log.length - 1);
    let most = 0;
    for (const p of power) most = Math.max(most, p);
    const floor = FLOOR * most + 1e-30;
    for (let k = 0; k < this.#log.length; k++) {
      const place = k * step;
      const below = Math.min(power.length - 2, Math.floor(place));
      const p = power[below]! + (place - below) * (power[below + 1]! - power[below]!);
      this.#log[k] = 0.5 * Math.log(p + floor);
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

  /**
   * Half a period of the voice, as harmonics must not be followed down into the gaps between them. The period is where
   * the transform of the magnitudes, which is even, comes back highest.
   */
  #findCut(): number {
    for (let k = 0; k < this.#log.length; k++) this.#lifted[k] = Math.exp(this.#log[k]!);
    this.#transform(this.#lifted, this.#cepstrum);
    const likeness = this.#cepstrum;
    const from = Math.ceil(this.#sampleRate / MOST_F0_HZ);
    const to = Math.min(likeness.length - 2, Math.floor(this.#sampleRate / LEAST_F0_HZ));
    const isTop = (q: number): boolean =>
      likeness[q]! >= likeness[q - 1]! && likeness[q]! > likeness[q + 1]! && likeness[q]! > 0;
    let highest = 0;
    for (let q = from; q <= to; q++) if (isTop(q)) highest = Math.max(highest, likeness[q]!);
    if (highest < CLEAR_PITCH * likeness[0]!)
      return Math.round(UNVOICED_QUEFRENCY_SECONDS * this.#sampleRate);
    // two periods are a period, too: the shortest that stands out nearly as much
    let period = from;
    while (!(isTop(period) && likeness[period]! >= NEARLY * highest)) period++;
    return Math.round(period / 2);
  }
}
