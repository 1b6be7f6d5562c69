import type { OnsetPeak } from '../../src/dsp/syllable.js';

/** What each piece of evidence counts, and the bias. */
export type EvidenceWeights = readonly [number, number, number, number];

const ROUNDS = 30;
const RIDGE = 1e-2;

/** Logistic regression by Newton's method: log-odds that a peak is a syllable. */
export function fitEvidence(
  examples: readonly { readonly evidence: OnsetPeak['evidence']; readonly isSyllable: boolean }[],
): EvidenceWeights {
  let weights = [0, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const slope = weights.map((w) => -RIDGE * w);
    const curve = weights.map((_, i) => weights.map((__, j) => (i === j ? RIDGE : 0)));
    for (const { evidence, isSyllable } of examples) {
      const x = [...evidence, 1];
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * weights[i]!, 0)));
      x.forEach((value, i) => {
        slope[i]! += value * ((isSyllable ? 1 : 0) - p);
        x.forEach((other, j) => {
          curve[i]![j]! += value * other * p * (1 - p);
        });
      });
    }
    const move = solve(curve, slope);
    weights = weights.map((w, i) => w + move[i]!);
  }
  return weights as [number, number, number, number];
}

/** Solves a small system by elimination with pivots; `matrix` and `right` are used up. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[pivot]![k]!)) pivot = i;
    [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
    [right[k], right[pivot]] = [right[pivot]!, right[k]!];
    for (let i = k + 1; i < size; i++) {
      const share = matrix[i]![k]! / matrix[k]![k]!;
      for (let j = k; j < size; j++) matrix[i]![j]! -= share * matrix[k]![j]!;
      right[i]! -= share * right[k]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = right[i]!;
    for (let j = i + 1; j < size; j++) rest -= matrix[i]![j]! * solution[j]!;
    solution[i] = rest / matrix[i]![i]!;
  }
  return solution;
}
