/** Magnitude-squared spectra of real frames of one size. */
export interface PowerSpectrum {
  readonly size: number;
  /** Power of bins 0 … size/2 of `frame`, written to `power`. */
  compute(frame: Float64Array, power: Float64Array): void;
}

/** Radix-2 transform with tables made once; `size` is a power of two. */
export function createPowerSpectrum(size: number): PowerSpectrum {
  if (size < 2 || (size & (size - 1)) !== 0) throw new RangeError(`size must be a power of two, got ${size}`);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const cos = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sin = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const order = bitReversal(size);
  return {
    size,
    compute(frame, power) {
      for (let n = 0; n < size; n++) {
        re[n] = frame[order[n]!]!;
        im[n] = 0;
      }
      for (let span = 1; span < size; span *= 2) butterflies(re, im, cos, sin, span);
      for (let k = 0; k <= size / 2; k++) power[k] = re[k]! * re[k]! + im[k]! * im[k]!;
    },
  };
}

function butterflies(
  re: Float64Array,
  im: Float64Array,
  cos: Float64Array,
  sin: Float64Array,
  span: number,
): void {
  const step = re.length / (2 * span);
  for (let start = 0; start < re.length; start += 2 * span) {
    for (let k = 0; k < span; k++) {
      const a = start + k;
      const b = a + span;
      const c = cos[k * step]!;
      const s = sin[k * step]!;
      const real = re[b]! * c - im[b]! * s;
      const imag = re[b]! * s + im[b]! * c;
      re[b] = re[a]! - real;
      im[b] = im[a]! - imag;
      re[a] = re[a]! + real;
      im[a] = im[a]! + imag;
    }
  }
}

function bitReversal(size: number): Uint32Array {
  const bits = Math.log2(size);
  return Uint32Array.from({ length: size }, (_, n) => {
    let reversed = 0;
    for (let bit = 0; bit < bits; bit++) if (n & (1 << bit)) reversed |= 1 << (bits - 1 - bit);
    return reversed;
  });
}
