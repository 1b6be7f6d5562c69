import { createComplexFft } from './complex-fft.js';

/**
 * Transforms of real signals of one fixed length. Not re-entrant: an instance owns its work space, so every
 * thread and every nested user takes its own.
 */
export interface RealFft {
  readonly size: number;
  /**
   * Spectrum of a real signal, unscaled: X_k = Σ x_n·e^(−2πi·k·n/size).
   * @param input shape [size]
   * @param re real parts, shape [size/2 + 1], overwritten
   * @param im imaginary parts, shape [size/2 + 1], overwritten
   */
  forward(input: Float64Array, re: Float64Array, im: Float64Array): void;
  /**
   * The real signal of a spectrum, scaled so that it undoes {@link forward}. The imaginary parts of the first and
   * last bin are taken as 0.
   * @param output shape [size], overwritten
   */
  inverse(re: Float64Array, im: Float64Array, output: Float64Array): void;
}

/**
 * @param size a power of two >= 4
 * @throws {RangeError} for any other size
 */
export function createRealFft(size: number): RealFft {
  if (!Number.isInteger(size) || size < 4 || (size & (size - 1)) !== 0) {
    throw new RangeError(`size must be a power of two >= 4, got ${size}`);
  }
  return { size, forward: createForward(size), inverse: createInverse(size) };
}

/**
 * Both ways go through a complex signal of half the size, whose real parts are the even samples and whose imaginary
 * parts are the odd ones: in memory that is the real signal itself.
 */
function createForward(size: number): RealFft['forward'] {
  const half = size / 2;
  const transform = createComplexFft(half);
  const { cos, sin } = quarterTurns(size);
  return (signal, re, im) => {
    const z = transform(signal);
    re[0] = z[0]! + z[1]!;
    re[half] = z[0]! - z[1]!;
    im[0] = 0;
    im[half] = 0;
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
  };
}

/** The conjugate of the half-size spectrum goes through the same transform, and comes out as the conjugate. */
function createInverse(size: number): RealFft['inverse'] {
  const half = size / 2;
  const transform = createComplexFft(half);
  const { cos, sin } = quarterTurns(size);
  const packed = new Float64Array(size);
  const scale = 1 / size;
  return (re, im, output) => {
    packed[0] = re[0]! + re[half]!;
    packed[1] = re[half]! - re[0]!;
    for (let k = 1; 2 * k <= half; k++) {
      const mirror = half - k;
      const evenRe = re[k]! + re[mirror]!;
      const evenIm = im[k]! - im[mirror]!;
      const differenceRe = re[k]! - re[mirror]!;
      const differenceIm = im[k]! + im[mirror]!;
      const oddRe = differenceRe * cos[k]! - differenceIm * sin[k]!;
      const oddIm = differenceRe * sin[k]! + differenceIm * cos[k]!;
      packed[2 * k] = evenRe - oddIm;
      packed[2 * k + 1] = -(evenIm + oddRe);
      packed[2 * mirror] = evenRe + oddIm;
      packed[2 * mirror + 1] = evenIm - oddRe;
    }
    const z = transform(packed);
    for (let n = 0; n < size; n += 2) {
      output[n] = z[n]! * scale;
      output[n + 1] = -z[n + 1]! * scale;
    }
  };
}

/** Cosine and sine of 2π·k / size for k = 0 … size/4. */
function quarterTurns(size: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const angles = Float64Array.from({ length: size / 4 + 1 }, (_, k) => (2 * Math.PI * k) / size);
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}
