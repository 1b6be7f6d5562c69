/** Best sum of harmonics of one exact frequency over a part of a sound. */
export interface HarmonicFit {
  /** Amplitude of the cosine and the sine of every harmonic; phases are those at sample 0 of `data`. */
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
  /** Energy of what the harmonics leave over, of all energy. */
  readonly residualShare: number;
}

/** Least squares by normal equations; exact to about −120 dB, as parts hold many periods. */
export function fitHarmonics(
  data: Float32Array,
  radiansPerSample: number,
  count: number,
  from = 0,
  to = data.length,
): HarmonicFit {
  const size = 2 * count;
  const gram = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  const basis = new Float64Array(size);
  let total = 0;
  for (let n = from; n < to; n++) {
    fillBasis(basis, radiansPerSample * n);
    const value = data[n]!;
    total += value * value;
    for (let i = 0; i < size; i++) {
      const at = basis[i]!;
      const line = gram[i]!;
      right[i]! += at * value;
      for (let j = 0; j <= i; j++) line[j]! += at * basis[j]!;
    }
  }
  const found = solveSymmetric(gram, right);
  const residual = residualEnergy(data, radiansPerSample, found, from, to);
  return {
    cosine: found.filter((_, i) => i % 2 === 0),
    sine: found.filter((_, i) => i % 2 === 1),
    residualShare: total > 0 ? residual / total : 1,
  };
}

/** Cosine and sine of 1, 2, 3 … times a phase, each from the one before. */
function fillBasis(basis: Float64Array, phase: number): void {
  const cos = Math.cos(phase);
  const sin = Math.sin(phase);
  basis[0] = cos;
  basis[1] = sin;
  for (let i = 2; i < basis.length; i += 2) {
    basis[i] = basis[i - 2]! * cos - basis[i - 1]! * sin;
    basis[i + 1] = basis[i - 2]! * sin + basis[i - 1]! * cos;
  }
}

/** Subtracted sample by sample: the difference of two energies would lose what is small. */
function residualEnergy(
  data: Float32Array,
  radiansPerSample: number,
  weights: Float64Array,
  from: number,
  to: number,
): number {
  const basis = new Float64Array(weights.length);
  let sum = 0;
  for (let n = from; n < to; n++) {
    fillBasis(basis, radiansPerSample * n);
    let rest = data[n]!;
    for (let i = 0; i < basis.length; i++) rest -= weights[i]! * basis[i]!;
    sum += rest * rest;
  }
  return sum;
}

/** Cholesky on the lower half, which is overwritten. */
function solveSymmetric(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const out = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    const line = lower[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = line[j]!;
      for (let k = 0; k < j; k++) sum -= line[k]! * lower[j]![k]!;
      line[j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
    for (let k = 0; k < i; k++) out[i]! -= line[k]! * out[k]!;
    out[i]! /= line[i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) out[i]! -= lower[k]![i]! * out[k]!;
    out[i]! /= lower[i]![i]!;
  }
  return out;
}
