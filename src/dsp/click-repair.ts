import { fitAutoregression, interpolateGap } from './gap-interpolation.js';

/** A stretch of sound that was replaced. */
export interface Click {
  /** First replaced sample. */
  readonly start: number;
  /** Replaced samples, >= 1. */
  readonly length: number;
}

/** See {@link repairClicks}. */
export interface ClickRepair {
  /** The sound without its clicks, shape [length]; every sample outside them is bit for bit that of the input. */
  readonly samples: Float32Array;
  /** What was replaced, in order. */
  readonly clicks: readonly Click[];
}

/** See {@link repairClicks}. */
export interface ClickRepairOptions {
  /**
   * How far a click must stand out from the 12 ms on either side of it, in the second difference, dB > 0. Lower
   * finds fainter clicks and begins to take bursts of t and k for them. @default 15
   */
  readonly prominenceDb?: number | undefined;
}

/** Clicks are looked for in cells of a millisecond. */
const CELL_SECONDS = 0.001;
/** Cells on either side that must be quiet: 12 ms, so that the neighbours of a glottal pulse are among them. */
const REACH_CELLS = 12;
/** Cells next to the click's own that may hold a part of it. */
const SKIRT_CELLS = 1;
/** Longest click. A plosive's burst lasts longer, and what follows it is not silence. */
const LONGEST_SECONDS = 0.001;
/** Second differences below this are left alone: a click of −60 dBFS. */
const FAINTEST = 0.002;
/** Samples on either side from which the sound in between is inferred. */
const CONTEXT_SECONDS = 0.012;

/** Magnitude of the second difference; the outermost samples have none. */
const bend = (x: Float32Array, n: number): number =>
  n < 1 || n + 1 >= x.length ? 0 : Math.abs(x[n - 1]! - 2 * x[n]! + x[n + 1]!);

/** Largest second difference of each cell. */
function cellMaxima(samples: Float32Array, cellLength: number): Float64Array {
  const maxima = new Float64Array(Math.ceil(samples.length / cellLength));
  let [before, here] = [0, samples[0] ?? 0];
  for (let n = 1; n + 1 < samples.length; n++) {
    before = samples[n - 1]!;
    here = samples[n]!;
    const magnitude = Math.abs(before - 2 * here + samples[n + 1]!);
    const cell = Math.floor(n / cellLength);
    if (magnitude > maxima[cell]!) maxima[cell] = magnitude;
  }
  return maxima;
}
