/** See {@link createLimiterGain}. */
export interface LimiterGainOptions {
  /** Gaps per call, >= 1. */
  readonly length: number;
  /** Samples over which the gain falls before a peak, >= 2. */
  readonly lookAheadLength: number;
  /** Samples for nine tenths of the way back to 1. */
  readonly releaseLength: number;
  /** Amplitude that no peak may exceed, > 0. */
  readonly ceiling: number;
}

/** Turns peaks into a smooth gain. */
export interface LimiterGain {
  /** The gain that comes first out of `next` belongs to the sample this many before the first gap put in. */
  readonly latencyLength: number;
  /**
   * @param peaks amplitude of each gap that exceeds the ceiling and 0 elsewhere; undefined if there is none
   * @returns shape [length], a buffer used again in the next call; undefined where every gain is exactly 1
   */
  next(peaks: Float64Array | undefined): Float64Array | undefined;
}

/** Samples around a peak at which the gain stands still, so that the curve between them scales as a whole. */
const PLATEAU = 6;
/**
 * Gains are counted in steps of 2⁻³⁰ (−181 dB): sums of such steps are exact, so running sums never drift and a
 * gain of 1 comes back as exactly 1.
 */
const ONE = 2 ** 30;
/** From here on (−0.00005 dB) the gain counts as returned to 1. */
const RETURNED = ONE * (1 - 6e-6);

/** Smallest of the newest `windowLength` values of a stream, by a queue of rising candidates. */
function createSlidingMinimum(windowLength: number): (values: Float64Array) => void {
  const capacity = 2 ** Math.ceil(Math.log2(windowLength + 1));
  const mask = capacity - 1;
  const candidates = new Float64Array(capacity);
  const expiry = new Float64Array(capacity);
  let [savedHead, savedTail, now] = [0, 0, 0];
  return (values) => {
    // copies in the function's own variables: captured ones are several times slower in a loop
    let head = savedHead;
    let tail = savedTail;
    for (let n = 0; n < values.length; n++) {
      const value = values[n]!;
      while (tail > head && candidates[(tail - 1) & mask]! >= value) tail--;
      candidates[tail & mask] = value;
      expiry[tail & mask] = now + n + windowLength;
      tail++;
      if (expiry[head & mask]! <= now + n) head++;
      values[n] = candidates[head & mask]!;
    }
    now += values.length;
    tail -= head & ~mask; // keeps the counters small: only their low bits matter
    savedHead = head & mask;
    savedTail = tail;
  };
}

/**
 * Sums of the newest `windowLength` values of a stream of whole numbers, exact; begins as if all had been `initial`.
 */
function createRunningSum(
  windowLength: number,
  length: number,
  initial: number,
): (values: Float64Array) => void {
  const line = new Float64Array(windowLength + length).fill(initial);
  let saved = initial * windowLength;
  return (values) => {
    line.copyWithin(0, length);
    line.set(values, windowLength);
    let sum = saved;
    for (let n = 0; n < length; n++) {
      sum += line[windowLength + n]! - line[n]!;
      values[n] = sum;
    }
    saved = sum;
  };
}

/** Falls at once, rises by the share `rise` of what is missing; in place. Returns the last level. */
function release(levels: Float64Array, before: number, rise: number): number {
  const keep = 1 - rise;
  let level = before;
  for (let n = 0; n < levels.length; n++) {
    const allowed = levels[n]!;
    level = keep * level + rise * allowed;
    if (allowed < level) level = allowed;
    else if (level >= RETURNED && allowed === ONE) level = ONE;
    levels[n] = Math.floor(level); // whole steps, for the running sums
  }
  return level;
}

/**
 * Gain of a limiter: the least that the coming peaks allow, held for the look-ahead, let up exponentially, and
 * smoothed by two box filters that together are as long as the look-ahead. Each smoothed gain is a mean of gains
 * none of which exceeds what its own peak allows, so it does not either.
 */
export function createLimiterGain(options: LimiterGainOptions): LimiterGain {
  const { length, lookAheadLength, releaseLength, ceiling } = options;
  const firstBox = Math.ceil(lookAheadLength / 2);
  const secondBox = lookAheadLength - firstBox;
  const smoothing = firstBox + secondBox - 2;
  // two more, as a gap lies between two samples
  const holdLength = smoothing + 2 * PLATEAU + 2;
  const hold = createSlidingMinimum(holdLength);
  const smooth = createRunningSum(firstBox, length, ONE);
  const smoothAgain = createRunningSum(secondBox, length, ONE * firstBox);
  const scale = 1 / (ONE * firstBox * secondBox);
  const rise = 1 - 10 ** (-1 / releaseLength); // a tenth is left after releaseLength samples
  const gains = new Float64Array(length);
  let level = ONE;
  let quietLength = holdLength; // samples, in whole calls, since the last peak
  let restLength = lookAheadLength; // the same since the level was last below ONE
  return {
    latencyLength: smoothing + PLATEAU,
    next(peaks) {
      quietLength = peaks === undefined ? quietLength + length : 0;
      if (quietLength > holdLength && level === ONE && restLength >= lookAheadLength) return undefined;
      for (let n = 0; n < length; n++) {
        const peak = peaks === undefined ? 0 : peaks[n]!;
        gains[n] = peak > ceiling ? Math.floor((ONE * ceiling) / peak) : ONE;
      }
      // with no peak in reach there is nothing to hold
      if (quietLength < holdLength + length) hold(gains);
      restLength = level === ONE && quietLength > holdLength ? restLength + length : 0;
      level = release(gains, level, rise);
      smooth(gains);
      smoothAgain(gains);
      for (let n = 0; n < length; n++) gains[n] = gains[n]! * scale;
      return gains;
    },
  };
}
