import { RealFft } from './fft.js';
import { hannWindow } from './window.js';

/** Short-time spectra, row-major: bin k of frame t stands at t · bins + k. */
export interface Stft {
  /** Real parts, shape [frames, bins]. */
  readonly re: Float64Array;
  /** Imaginary parts, shape [frames, bins]. */
  readonly im: Float64Array;
  readonly frames: number;
  /** windowLength / 2 + 1. */
  readonly bins: number;
  readonly windowLength: number;
  readonly hopLength: number;
  /** Samples of the sound. */
  readonly length: number;
}

/** How a sound is cut into frames. */
export interface StftOptions {
  /**
   * Samples under the Hann window: 2^k >= 4 or 3·2^k >= 24.
   *
   * @default 2048
   */
  readonly windowLength?: number;
  /**
   * Samples between frames, at most windowLength / 2.
   *
   * @default windowLength / 4
   */
  readonly hopLength?: number;
}

/**
 * Short-time Fourier transform: frame t is centred on sample t · hopLength, with silence around the sound, so that
 * every sample lies well inside of some frame. Unscaled.
 *
 * @param samples one channel
 * @throws {RangeError} for a window or a hop that cannot be
 * @example
 * const { re, im, bins } = stft(samples, { windowLength: 1024 });
 */
export function stft(samples: Float32Array, options: StftOptions = {}): Stft {
  const { windowLength = 2048, hopLength = windowLength / 4 } = options;
  if (!(Number.isInteger(hopLength) && hopLength >= 1 && hopLength <= windowLength / 2)) {
    throw new RangeError(`hopLength must be 1 to half of windowLength, got ${hopLength}`);
  }
  const fft = new RealFft(windowLength);
  const window = hannWindow(windowLength);
  const bins = windowLength / 2 + 1;
  const frames = Math.floor(samples.length / hopLength) + 1;
  const [re, im] = [new Float64Array(frames * bins), new Float64Array(frames * bins)];
  for (let t = 0; t < frames; t++) {
    const row = (part: Float64Array): Float64Array => part.subarray(t * bins, (t + 1) * bins);
    fft.forwardWindowed(samples, t * hopLength - windowLength / 2, window, row(re), row(im));
  }
  return { re, im, frames, bins, windowLength, hopLength, length: samples.length };
}

/**
 * The sound of short-time spectra, by the least squared difference: what {@link stft} made comes back to 1e-6.
 *
 * @returns shape [length]
 * @see Griffin & Lim, IEEE TASSP 32(2), 1984
 */
export function istft({ re, im, frames, bins, windowLength, hopLength, length }: Stft): Float32Array {
  const fft = new RealFft(windowLength);
  const window = hannWindow(windowLength);
  const slice = new Float64Array(windowLength);
  const [sum, weight] = [new Float64Array(length), new Float64Array(length)];
  for (let t = 0; t < frames; t++) {
    const row = (part: Float64Array): Float64Array => part.subarray(t * bins, (t + 1) * bins);
    fft.inverse(row(re), row(im), slice);
    const start = t * hopLength - windowLength / 2;
    const end = Math.min(windowLength, length - start);
    for (let n = Math.max(0, -start); n < end; n++) {
      sum[start + n]! += slice[n]! * window[n]!;
      weight[start + n]! += window[n]! ** 2;
    }
  }
  return Float32Array.from(sum, (x, n) => (weight[n]! > 1e-12 ? x / weight[n]! : 0));
}
