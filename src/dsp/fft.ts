import FFT from 'fft.js';

// fft.js runs fastest on plain arrays, and only while it never meets another kind.
const plainArray = (length: number): number[] => new Array<number>(length).fill(0);

/**
 * Transforms of real signals of one fixed length. Not re-entrant: an instance owns its work space, so every
 * thread and every nested user takes its own.
 */
export class RealFft {
  readonly size: number;
  // Both ways go through a complex signal of half the size, whose real parts are the even samples and whose imaginary
  // parts are the odd ones: half the work of a transform of the full size.
  readonly #fft: ComplexTransform;
  readonly #packed: number[];
  readonly #spectrum: number[];
  /** Of 2π·k / size for k = 0 … size/4. */
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  /**
   * @param size 2^k >= 4 or 3·2^k >= 24
   * @throws {RangeError} for any other size
   */
  constructor(size: number) {
    const isPower = isPowerOfTwo(size) && size >= 4;
    if (!isPower && !(isPowerOfTwo(size / 3) && size >= 24)) {
      throw new RangeError(`size must be 2^k >= 4 or 3·2^k >= 24, got ${size}`);
    }
    this.size = size;
    this.#fft = isPower ? new FFT(size / 2) : new ThreefoldFft(size / 2);
    this.#packed = plainArray(size);
    this.#spectrum = plainArray(size);
    const angles = Float64Array.from({ length: size / 4 + 1 }, (_, k) => (2 * Math.PI * k) / size);
    this.#cos = angles.map(Math.cos);
    this.#sin = angles.map(Math.sin);
  }

  /**
   * Spectrum of a real signal, unscaled: X_k = Σ x_n·e^(−2πi·k·n/size).
   * @param input shape [size]
   * @param re real parts, shape [size/2 + 1], overwritten
   * @param im imaginary parts, shape [size/2 + 1], overwritten
   */
  forward(input: Float64Array, re: Float64Array, im: Float64Array): void {
    const packed = this.#packed;
    for (let n = 0; n < this.size; n++) packed[n] = input[n]!;
    this.#transformPacked(re, im);
  }

  /**
   * {@link forward} of a stretch of sound under a window, with silence where there is no sound or window.
   * @param start sample under the window's first weight; may be negative
   * @param window shape [<= size]
   */
  forwardWindowed(
    samples: Float32Array,
    start: number,
    window: Float64Array,
    re: Float64Array,
    im: Float64Array,
  ): void {
    const packed = this.#packed;
    const from = Math.min(window.length, Math.max(0, -start));
    const to = Math.max(from, Math.min(window.length, samples.length - start));
    for (let n = 0; n < from; n++) packed[n] = 0;
    for (let n = from; n < to; n++) packed[n] = samples[start + n]! * window[n]!;
    for (let n = to; n < this.size; n++) packed[n] = 0;
    this.#transformPacked(re, im);
  }

  #transformPacked(re: Float64Array, im: Float64Array): void {
    const half = this.size / 2;
    const z = this.#spectrum;
    this.#fft.transform(z, this.#packed);
    re[0] = z[0]! + z[1]!;
    re[half] = z[0]! - z[1]!;
    im[0] = 0;
    im[half] = 0;
    unfold(z, this.#cos, this.#sin, re, im);
  }

  /**
   * The real signal of a spectrum, scaled so that it undoes {@link forward}. The imaginary parts of the first and
   * last bin are taken as 0.
   * @param output shape [size], overwritten
   */
  inverse(re: Float64Array, im: Float64Array, output: Float64Array): void {
    const half = this.size / 2;
    const z = this.#spectrum;
    this.#packed[0] = re[0]! + re[half]!;
    this.#packed[1] = re[half]! - re[0]!;
    // the conjugate of the half-size spectrum goes through the same transform, and comes out as the conjugate
    fold(re, im, this.#cos, this.#sin, this.#packed);
    this.#fft.transform(z, this.#packed);
    const scale = 1 / this.size;
    for (let n = 0; n < z.length; n += 2) {
      output[n] = z[n]! * scale;
      output[n + 1] = -z[n + 1]! * scale;
    }
  }
}

const isPowerOfTwo = (size: number): boolean =>
  Number.isInteger(size) && size > 0 && (size & (size - 1)) === 0;

/** What fft.js offers of its class: complex numbers as re, im, re, im … */
interface ComplexTransform {
  transform(output: number[], input: number[]): void;
}

/** A complex transform of three times a power of two: one for every third number, then all three put together. */
class ThreefoldFft implements ComplexTransform {
  readonly #third: FFT;
  readonly #parts: readonly number[][];
  readonly #spectra: readonly number[][];
  /** Of 2π·k / size. */
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(size: number) {
    const third = size / 3;
    this.#third = new FFT(third);
    this.#parts = [0, 1, 2].map(() => plainArray(2 * third));
    this.#spectra = [0, 1, 2].map(() => plainArray(2 * third));
    const angles = Float64Array.from({ length: size }, (_, k) => (2 * Math.PI * k) / size);
    this.#cos = angles.map(Math.cos);
    this.#sin = angles.map(Math.sin);
  }

  transform(output: number[], input: number[]): void {
    const size = this.#cos.length;
    this.#parts.forEach((part, r) => {
      for (let n = 0; n < part.length; n += 2) {
        part[n] = input[3 * n + 2 * r]!;
        part[n + 1] = input[3 * n + 2 * r + 1]!;
      }
      this.#third.transform(this.#spectra[r]!, part);
    });
    const third = size / 3;
    for (let k = 0; k < size; k++) {
      const at = 2 * (k % third);
      let [re, im] = [0, 0];
      for (let r = 0; r < 3; r++) {
        const turn = (r * k) % size;
        const [x, y] = [this.#spectra[r]![at]!, this.#spectra[r]![at + 1]!];
        re += x * this.#cos[turn]! + y * this.#sin[turn]!;
        im += y * this.#cos[turn]! - x * this.#sin[turn]!;
      }
      output[2 * k] = re;
      output[2 * k + 1] = im;
    }
  }
}

/** Spectra of the even and of the odd samples, put together; all but the first and the last bin. */
function unfold(z: number[], cos: Float64Array, sin: Float64Array, re: Float64Array, im: Float64Array): void {
  const half = z.length / 2;
  for (let k = 1; 2 * k <= half; k++) {
    const mirror = half - k;
    const evenRe = 0.5 * (z[2 * k]! + z[2 * mirror]!);
    const evenIm = 0.5 * (z[2 * k + 1]! - z[2 * mirror + 1]!);
    const oddRe = 0.5 * (z[2 * k + 1]! + z[2 * mirror + 1]!);
    const oddIm = 0.5 * (z[2 * mirror]! - z[2 * k]!);
    const turnedRe = oddRe * cos[k]! + oddIm * sin[k]!;
    const turnedIm = oddIm * cos[k]! - oddRe * sin[k]!;
    re[k] = evenRe + turnedRe;
    im[k] = evenIm + turnedIm;
    re[mirror] = evenRe - turnedRe;
    im[mirror] = turnedIm - evenIm;
  }
}

/** The other way round, conjugated and twice as large. */
function fold(re: Float64Array, im: Float64Array, cos: Float64Array, sin: Float64Array, z: number[]): void {
  const half = z.length / 2;
  for (let k = 1; 2 * k <= half; k++) {
    const mirror = half - k;
    const evenRe = re[k]! + re[mirror]!;
    const evenIm = im[k]! - im[mirror]!;
    const differenceRe = re[k]! - re[mirror]!;
    const differenceIm = im[k]! + im[mirror]!;
    const oddRe = differenceRe * cos[k]! - differenceIm * sin[k]!;
    const oddIm = differenceRe * sin[k]! + differenceIm * cos[k]!;
    z[2 * k] = evenRe - oddIm;
    z[2 * k + 1] = -(evenIm + oddRe);
    z[2 * mirror] = evenRe + oddIm;
    z[2 * mirror + 1] = evenIm - oddRe;
  }
}
