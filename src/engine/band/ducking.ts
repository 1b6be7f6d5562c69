import { dbToGain, secondsToSamples } from '../../dsp/units.js';

/** Gain over time that makes room for each stroke of a drum. */
export interface Ducking {
  /** Writes the gain at samples `from`… into `gains`, each 0..1; says whether any of them is below 1. */
  fill(from: number, gains: Float32Array, length: number): boolean;
}

/** The way down begins this long before the stroke, so that its attack is free and nothing clicks. */
const LOOK_AHEAD_SECONDS = 0.004;

/** The gain around one stroke: half a cosine down, level, half a cosine up (both in dB). */
function curveOf(
  depthDb: number,
  holdSeconds: number,
  releaseSeconds: number,
  sampleRate: number,
): Float32Array {
  const down = Math.max(1, secondsToSamples(LOOK_AHEAD_SECONDS, sampleRate));
  const hold = secondsToSamples(holdSeconds, sampleRate);
  const up = Math.max(1, secondsToSamples(releaseSeconds, sampleRate));
  return Float32Array.from({ length: down + hold + up }, (_, n) => {
    const way = n < down ? n / down : n < down + hold ? 1 : 1 - (n - down - hold) / up;
    return dbToGain(-depthDb * (0.5 - 0.5 * Math.cos(Math.PI * way)));
  });
}

/** Index of the first value that is greater than `limit`; `values` rise. */
export function firstAbove(values: Float64Array, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * @param starts samples of the strokes, rising
 * @param depthDb how far the gain goes down, >= 0
 */
export function createDucking(
  starts: Float64Array,
  { depthDb, holdMs, releaseMs }: { depthDb: number; holdMs: number; releaseMs: number },
  sampleRate: number,
): Ducking {
  const curve = curveOf(depthDb, holdMs / 1000, releaseMs / 1000, sampleRate);
  const ahead = Math.max(1, secondsToSamples(LOOK_AHEAD_SECONDS, sampleRate));
  return {
    fill(from, gains, length) {
      if (depthDb === 0) return false;
      let isDucked = false;
      // the curve of a stroke at s covers s − ahead … s − ahead + curve.length
      for (let i = firstAbove(starts, from + ahead - curve.length); i < starts.length; i++) {
        const begin = starts[i]! - ahead - from;
        if (begin >= length) break;
        if (!isDucked) gains.fill(1, 0, length);
        isDucked = true;
        const end = Math.min(length, begin + curve.length);
        // the lower of two curves that meet: gain never jumps
        for (let n = Math.max(0, begin); n < end; n++) gains[n] = Math.min(gains[n]!, curve[n - begin]!);
      }
      return isDucked;
    },
  };
}
