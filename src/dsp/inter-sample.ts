import { kaiser } from './kaiser.js';

/** Taps of the interpolator on each side of a gap: 32 for each phase, 128 at fourfold oversampling. */
const HALF_TAPS = 16;
/** Kaiser shape: flat to 0.8 of half the sample rate, images 100 dB down below that. */
const KAISER_BETA = 9;
/** Samples that a scan needs before the first gap and after the last. */
export const SCAN_MARGIN = 16;
/** Gaps judged together before any is interpolated. */
const GROUP = 16;
/**
 * A parabola through three points lies at most a quarter above the highest of them, and on a band-limited signal it
 * is only asked for where a point comes this close to the threshold: between points four times as dense as the
 * samples such a signal rises by no more than 1/cos(π/8), 0.69 dB.
 */
const REFINE_FROM = 0.92;

/** Interpolates between samples at `oversampling` − 1 places and says how far it can overshoot. */
export interface InterSampleKernel {
  readonly oversampling: number;
  /** Weights of sums and differences of mirrored samples, shape [oversampling / 2 − 1, 16] each. */
  readonly even: Float64Array;
  readonly odd: Float64Array;
  /** Weights of sums for the place in the middle, shape [16]. */
  readonly middle: Float64Array;
  /** Coarse bound: |y| <= overshoot · max |sample| over the taps. */
  readonly overshoot: number;
  /** Fine bound: |y| <= max(|left|, |right|) + curvatureGain · max |second difference| over the taps. */
  readonly curvatureGain: number;
}

/** Weights for the place `phase` (0 … 1) of a gap, exact on straight lines. */
function phaseTaps(phase: number): Float64Array {
  const taps = new Float64Array(2 * HALF_TAPS);
  let [sum, moment] = [0, 0];
  for (let k = 0; k < taps.length; k++) {
    const x = k + 1 - HALF_TAPS - phase;
    taps[k] = (kaiser(x / HALF_TAPS, KAISER_BETA) * Math.sin(Math.PI * x)) / (Math.PI * x);
    sum += taps[k]!;
    moment += taps[k]! * (k + 1 - HALF_TAPS);
  }
  // the bound below needs lines to be kept exactly; the taps change by less than 0.0002
  taps[HALF_TAPS] = taps[HALF_TAPS]! - (moment - phase);
  taps[HALF_TAPS - 1] = taps[HALF_TAPS - 1]! - (sum - 1 - (moment - phase));
  return taps;
}

/**
 * Interpolation = the straight line across the gap + a filter of second differences. Its absolute sum bounds how
 * far the curve leaves the line.
 */
function curvatureSum(taps: Float64Array, phase: number): number {
  let [slope, value, total] = [0, 0, 0];
  for (let k = 0; k < taps.length; k++) {
    const line = k === HALF_TAPS - 1 ? 1 - phase : k === HALF_TAPS ? phase : 0;
    slope += taps[k]! - line;
    value += slope;
    total += Math.abs(value);
  }
  return total;
}

const absoluteSum = (taps: Float64Array): number => taps.reduce((sum, tap) => sum + Math.abs(tap), 0);

/**
 * @param oversampling 2, 4 or 8
 * @throws {RangeError} for any other
 */
export function createInterSampleKernel(oversampling: number): InterSampleKernel {
  if (![2, 4, 8].includes(oversampling)) {
    throw new RangeError(`oversampling must be 2, 4 or 8, got ${oversampling}`);
  }
  const pairs = oversampling / 2 - 1;
  const even = new Float64Array(pairs * HALF_TAPS);
  const odd = new Float64Array(pairs * HALF_TAPS);
  const middle = phaseTaps(0.5);
  let curvatureGain = curvatureSum(middle, 0.5);
  let overshoot = absoluteSum(middle);
  for (let p = 0; p < pairs; p++) {
    const phase = (p + 1) / oversampling;
    const taps = phaseTaps(phase);
    curvatureGain = Math.max(curvatureGain, curvatureSum(taps, phase));
    overshoot = Math.max(overshoot, absoluteSum(taps));
    for (let k = 0; k < HALF_TAPS; k++) {
      even[p * HALF_TAPS + k] = (taps[k]! + taps[2 * HALF_TAPS - 1 - k]!) / 2;
      odd[p * HALF_TAPS + k] = (taps[k]! - taps[2 * HALF_TAPS - 1 - k]!) / 2;
    }
  }
  return { oversampling, even, odd, middle: middle.slice(0, HALF_TAPS), overshoot, curvatureGain };
}

/** Writes the samples at both ends of gap `n` and the curve between them to `points`, shape [oversampling + 1]. */
function interpolateGap(
  line: Float64Array,
  n: number,
  kernel: InterSampleKernel,
  points: Float64Array,
): void {
  const { oversampling, middle } = kernel;
  const first = n + 1 - HALF_TAPS;
  const last = n + HALF_TAPS;
  let near = 0;
  let far = 0; // two sums, so that one addition need not wait for the other
  for (let k = 0; k < HALF_TAPS; k += 2) {
    far += middle[k]! * (line[first + k]! + line[last - k]!);
    near += middle[k + 1]! * (line[first + k + 1]! + line[last - k - 1]!);
  }
  points[0] = line[n]!;
  points[oversampling / 2] = near + far;
  points[oversampling] = line[n + 1]!;
  for (let p = 1; p < oversampling / 2; p++) {
    interpolatePair(line, first, kernel, p, points);
  }
}

/** The places `p` / oversampling from either end of the gap: mirrored taps, so half the multiplications. */
function interpolatePair(
  line: Float64Array,
  first: number,
  { oversampling, even, odd }: InterSampleKernel,
  p: number,
  points: Float64Array,
): void {
  const last = first + 2 * HALF_TAPS - 1;
  const row = (p - 1) * HALF_TAPS;
  let sums = 0;
  let differences = 0;
  for (let k = 0; k < HALF_TAPS; k++) {
    const a = line[first + k]!;
    const b = line[last - k]!;
    sums += even[row + k]! * (a + b);
    differences += odd[row + k]! * (a - b);
  }
  points[p] = sums + differences;
  points[oversampling - p] = sums - differences;
}

/** Largest magnitude of the curve through the points: parabolas over each three neighbours. */
function refine(points: Float64Array, top: number): number {
  const last = points.length - 1;
  let peak = top;
  for (let j = 1; j < last; j++) {
    const a = points[j - 1]!;
    const b = points[j]!;
    const c = points[j + 1]!;
    const bend = a - 2 * b + c;
    if (bend * b >= 0) continue; // bends away from 0: no peak of the magnitude
    const offset = (a - c) / (2 * bend);
    // the outermost parabolas also answer for the half step towards the samples
    if (offset < (j === 1 ? -1 : -0.5) || offset > (j === last - 1 ? 1 : 0.5)) continue;
    peak = Math.max(peak, Math.abs(b - ((a - c) * offset) / 4));
  }
  return peak;
}

/** Scans a stretch of one channel for peaks between the samples. See {@link createGapScanner}. */
export interface GapScanner {
  /**
   * @param line the samples, with {@link SCAN_MARGIN} of context before and after, shape [length + 32]
   * @param threshold peaks up to this amplitude are left out
   * @param peaks raised to the peak of gap n (from sample n to n + 1) where it is higher, shape [length]
   * @returns the highest peak found, 0 where all stay below the threshold
   */
  scan(line: Float64Array, threshold: number, peaks: Float64Array): number;
}

/**
 * Most sound needs no interpolation: where neither the samples nor their second differences are large enough, the
 * curve between them cannot exceed the threshold. That bound is exact, so nothing is missed.
 *
 * @param length gaps in one scan, a multiple of 16
 * @param isRefined whether the curve between interpolated points is followed by parabolas, which finds the very
 *   peak within 0.1 dB at half the sample rate and 0.02 dB at a third of it
 */
export function createGapScanner(kernel: InterSampleKernel, length: number, isRefined: boolean): GapScanner {
  const groups = length / GROUP;
  const levels = new Float64Array(groups + 2);
  const bends = new Float64Array(groups + 2);
  const points = new Float64Array(kernel.oversampling + 1);
  return {
    scan(line, threshold, peaks) {
      const limit = threshold * (isRefined ? REFINE_FROM : 1) * (1 - 1e-9); // room for rounding in the bounds
      for (let g = 0; g < groups + 2; g++) levels[g] = highestLevel(line, g * GROUP, (g + 1) * GROUP);
      let found = 0;
      let bendsKnown = 0;
      for (let g = 1; g <= groups; g++) {
        const level = Math.max(levels[g - 1]!, levels[g]!, levels[g + 1]!);
        if (level * kernel.overshoot <= limit) continue;
        for (bendsKnown = Math.max(bendsKnown, g - 1); bendsKnown <= g + 1; bendsKnown++) {
          bends[bendsKnown] = highestBend(line, bendsKnown * GROUP, (bendsKnown + 1) * GROUP);
        }
        const bend = kernel.curvatureGain * Math.max(bends[g - 1]!, bends[g]!, bends[g + 1]!);
        const first = g * GROUP;
        if (Math.max(levels[g]!, Math.abs(line[first + GROUP]!)) + bend <= limit) continue;
        for (let n = first; n < first + GROUP; n++) {
          if (Math.max(Math.abs(line[n]!), Math.abs(line[n + 1]!)) + bend <= limit) continue;
          interpolateGap(line, n, kernel, points);
          let top = highestLevel(points, 0, points.length);
          if (isRefined && top > limit) top = refine(points, top);
          if (top <= threshold) continue;
          if (top > peaks[n - SCAN_MARGIN]!) peaks[n - SCAN_MARGIN] = top;
          if (top > found) found = top;
        }
      }
      return found;
    },
  };
}

/** Largest magnitude from `from` up to, not including, `to`; by comparing, several times quicker than Math.max. */
function highestLevel(line: Float64Array, from: number, to: number): number {
  let level = 0;
  let other = 0; // two, so that one comparison need not wait for the other
  let n = from;
  for (; n < to - 1; n += 2) {
    const magnitude = Math.abs(line[n]!);
    const neighbour = Math.abs(line[n + 1]!);
    if (magnitude > level) level = magnitude;
    if (neighbour > other) other = neighbour;
  }
  if (n < to) level = Math.max(level, Math.abs(line[n]!));
  return Math.max(level, other);
}

/** Largest magnitude of the second difference; the outermost samples of the line have none. */
function highestBend(line: Float64Array, from: number, to: number): number {
  const first = Math.max(1, from);
  const end = Math.min(line.length - 1, to);
  let bend = 0;
  let other = 0;
  let before = line[first - 1]!;
  let here = line[first]!;
  let n = first;
  for (; n < end - 1; n += 2) {
    const after = line[n + 1]!;
    const last = line[n + 2]!;
    const magnitude = Math.abs(before - 2 * here + after);
    const neighbour = Math.abs(here - 2 * after + last);
    if (magnitude > bend) bend = magnitude;
    if (neighbour > other) other = neighbour;
    before = after;
    here = last;
  }
  if (n < end) bend = Math.max(bend, Math.abs(before - 2 * here + line[n + 1]!));
  return Math.max(bend, other);
}
