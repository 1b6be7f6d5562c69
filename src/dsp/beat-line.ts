/** Evenly spaced beats: beat n falls on startSeconds + n·periodSeconds. */
export interface BeatLine {
  readonly startSeconds: number;
  readonly periodSeconds: number;
}

/** A line and how far the beats it was drawn through lie from it. */
export interface FittedLine extends BeatLine {
  /** Root of the weighted mean square distance, robust against strays, seconds, >= 0. */
  readonly spreadSeconds: number;
}

const MEMORY_BEATS = 8; // of the running offset, by which beats are told from off-beats
const PERIOD_SPAN = 32; // beats over which the first guess of the period is taken
const ROUNDS = 5; // of reweighting; the weights settle after three
const OUTLIER_SPREADS = 4;

/**
 * Draws a line through tracked beats. A track may have jumped by half a beat on its way: distances count modulo half
 * a period.
 *
 * @param beats shape [beats], seconds, rising; at least 4
 * @throws {RangeError} for fewer than 4 beats
 */
export function fitLine(beats: Float64Array): FittedLine {
  if (beats.length < 4) throw new RangeError(`a line needs 4 beats, got ${beats.length}`);
  const span = Math.min(PERIOD_SPAN, beats.length >> 2);
  const spans = beats.subarray(span).map((beat, n) => beat - beats[n]!);
  const period = spans.sort()[spans.length >> 1]! / span;
  const half = period / 2;
  const index = new Float64Array(beats.length); // in halves of a period
  const offset = new Float64Array(beats.length); // from index·half, never jumping by a half
  let running = beats[0]!;
  for (let n = 0; n < beats.length; n++) {
    index[n] = Math.round((beats[n]! - running) / half);
    offset[n] = beats[n]! - index[n]! * half;
    running += (offset[n]! - running) / Math.min(n + 1, MEMORY_BEATS);
  }
  const weights = new Float64Array(beats.length).fill(1);
  const { at0, slope, spread } = robustLine(index, offset, weights);
  return { startSeconds: at0, periodSeconds: 2 * (half + slope), spreadSeconds: spread };
}

/**
 * Weighted least squares with Tukey's biweight.
 *
 * @param prior weights >= 0 to begin with, shape as `x` and `y`
 * @returns value at x = 0, slope, and root mean square of the rest, which grows as points are left out
 */
export function robustLine(
  x: Float64Array,
  y: Float64Array,
  prior: Float64Array,
): { at0: number; slope: number; spread: number } {
  let weights = prior;
  let fit = { at0: 0, slope: 0, spread: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { at0, slope } = leastSquares(x, y, weights);
    const rests = y.map((value, n) => value - at0 - slope * x[n]!);
    const sorted = rests.map(Math.abs).sort();
    const scale = Math.max(1e-4, 1.48 * sorted[sorted.length >> 1]!); // a normal spread by its median
    weights = prior.map((weight, n) => {
      const u = rests[n]! / (OUTLIER_SPREADS * scale);
      return Math.abs(u) < 1 ? weight * (1 - u * u) ** 2 : 0;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const squares = weights.reduce((sum, weight, n) => sum + weight * rests[n]! ** 2, 0);
    // strays that were cut off must show: without them any cloud has a core
    const kept = total / (prior.reduce((sum, weight) => sum + weight, 0) || 1);
    fit = { at0, slope, spread: Math.sqrt(squares / total) / Math.max(0.05, kept) };
  }
  return fit;
}

function leastSquares(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array,
): { at0: number; slope: number } {
  let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
  for (let n = 0; n < x.length; n++) {
    w += weights[n]!;
    wx += weights[n]! * x[n]!;
    wy += weights[n]! * y[n]!;
    wxx += weights[n]! * x[n]! ** 2;
    wxy += weights[n]! * x[n]! * y[n]!;
  }
  const determinant = w * wxx - wx * wx;
  const slope = determinant > 1e-12 * w * wxx ? (w * wxy - wx * wy) / determinant : 0;
  return { at0: w > 0 ? (wy - slope * wx) / w : 0, slope };
}

/** Beats of a line from `fromSeconds` up to, not including, `toSeconds`. */
export function beatsOfLine(
  { startSeconds, periodSeconds }: BeatLine,
  fromSeconds: number,
  toSeconds: number,
): Float64Array {
  const first = Math.ceil((fromSeconds - startSeconds) / periodSeconds - 1e-9);
  const count = Math.max(0, Math.ceil((toSeconds - startSeconds) / periodSeconds - 1e-9) - first);
  return Float64Array.from({ length: count }, (_, n) => startSeconds + (first + n) * periodSeconds);
}
