import type { PulseShape } from './frame-kernel.js';

/** The partials of one frame, in the order of their frequencies. */
export interface Partials {
  /** Radians per sample. */
  readonly frequency: Float64Array;
  readonly amplitude: Float64Array;
  /** By how much each is to be turned against the input: unit numbers. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** Room for `most` partials. */
export const createPartials = (most: number): Partials => ({
  frequency: new Float64Array(most),
  amplitude: new Float64Array(most),
  cos: new Float64Array(most),
  sin: new Float64Array(most),
});

const STEPS = 27; // to each side: 0.2 ms at a reach of 5 ms, a fifth of a formant's period
const REFINEMENTS = 3;
const DISTANCE_PENALTY = 0.02; // between equals the nearer one wins

/** A delay in samples that puts every partial where it is turned to, and how well it does: 1 is exact. */
export interface CommonDelay {
  readonly delay: number;
  readonly agreement: number;
}

/**
 * Finds the one delay that explains best how the partials are turned. Partials that are only delayed keep the shape of
 * the pulses they make up.
 *
 * @param partials the first `count` of `partials`, those that may speak
 */
export function commonDelay(partials: Partials, count: number, { reach }: PulseShape): CommonDelay {
  let total = 0;
  for (let i = 0; i < count; i++) total += partials.amplitude[i]!;
  if (!(total > 0)) return { delay: 0, agreement: 0 };
  const step = reach / STEPS;
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let d = -STEPS; d <= STEPS; d++) {
    const score = agreementAt(partials, count, d * step) / total - (DISTANCE_PENALTY * Math.abs(d)) / STEPS;
    if (score > bestScore) {
      best = d * step;
      bestScore = score;
    }
  }
  const delay = refine(partials, count, best, step);
  return { delay, agreement: Math.max(0, agreementAt(partials, count, delay) / total) };
}

/** Sum over the partials of their amplitude times the cosine of what is left between their turn and the delay's. */
function agreementAt({ frequency, amplitude, cos, sin }: Partials, count: number, delay: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const angle = frequency[i]! * delay;
    sum += amplitude[i]! * (cos[i]! * Math.cos(angle) + sin[i]! * Math.sin(angle));
  }
  return sum;
}

/** Newton's steps to the top of {@link agreementAt}, none longer than half of `step`. */
function refine(
  { frequency, amplitude, cos, sin }: Partials,
  count: number,
  from: number,
  step: number,
): number {
  let delay = from;
  for (let round = 0; round < REFINEMENTS; round++) {
    let slope = 0;
    let curve = 0;
    for (let i = 0; i < count; i++) {
      const w = frequency[i]!;
      const angle = w * delay;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      slope += amplitude[i]! * w * (sin[i]! * c - cos[i]! * s);
      curve -= amplitude[i]! * w * w * (cos[i]! * c + sin[i]! * s);
    }
    if (!(curve < 0)) break;
    delay -= Math.max(-step / 2, Math.min(step / 2, slope / curve));
  }
  return delay;
}
