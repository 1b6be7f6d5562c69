import FFT from 'fft.js';

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

// fft.js runs fastest on plain arrays, and only while it never meets another kind; so both ways copy through them.
const plainArray = (length: number): number[] => new Array<number>(length).fill(0);

function createForward(size: number): RealFft['forward'] {
  const fft = new FFT(size);
  const input = plainArray(size);
  const spectrum = plainArray(2 * size);
  return (signal, re, im) => {
    for (let n = 0; n < size; n++) input[n] = signal[n]!;
    fft.realTransform(spectrum, input);
    for (let k = 0; k <= size / 2; k++) {
      re[k] = spectrum[2 * k]!;
      im[k] = spectrum[2 * k + 1]!;
    }
  };
}

/**
 * Even samples as real and odd ones as imaginary parts of a half-size signal: its spectrum follows from the wanted
 * one, and the forward transform of the conjugate undoes it. Twice as fast as fft.js's own full-size inverse.
 */
function createInverse(size: number): RealFft['inverse'] {
  const half = size / 2;
  const fft = new FFT(half);
  const packed = plainArray(2 * half);
  const signal = plainArray(2 * half);
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: half }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  const scale = 1 / size;
  return (re, im, output) => {
    for (let k = 0; k < half; k++) {
      const mirror = half - k;
      const imK = k === 0 ? 0 : im[k]!;
      const imMirror = mirror === half ? 0 : im[mirror]!;
      const evenRe = re[k]! + re[mirror]!;
      const evenIm = imK - imMirror;
      const diffRe = re[k]! - re[mirror]!;
      const diffIm = imK + imMirror;
      const oddRe = diffRe * cos[k]! - diffIm * sin[k]!;
      const oddIm = diffRe * sin[k]! + diffIm * cos[k]!;
      // Z = even + i·odd, conjugated for the forward transform
      packed[2 * k] = evenRe - oddIm;
      packed[2 * k + 1] = -(evenIm + oddRe);
    }
    fft.transform(signal, packed);
    for (let n = 0; n < half; n++) {
      output[2 * n] = signal[2 * n]! * scale;
      output[2 * n + 1] = -signal[2 * n + 1]! * scale;
    }
  };
}
