import { interpolateGap } from './gap-interpolation.js';
import { dbToGain } from './units.js';

/** A stretch of sound that was replaced. */
export interface Click {
  /** First replaced sample. */
  readonly start: number;
  /** Replaced samples, >= 1. */
  readonly length: number;
}

/** What {@link repairClicks} made of a sound. */
export interface ClickRepair {
  /** The sound without its clicks, shape [length]; outside them every sample is bit for bit that of the input. */
  readonly samples: Float32Array;
  /** What was replaced, in order. */
  readonly clicks: readonly Click[];
}

/** See {@link repairClicks}. */
export interface ClickRepairOptions {
  /**
   * How far the second difference of a click must stand out from the 12 ms on either side of it, dB > 0. Lower
   * values find fainter clicks and begin to take bursts of t and k for them. @default 18.5
   */
  readonly prominenceDb?: number | undefined;
}

/** Half the length of the longest click. A plosive's burst lasts longer than the whole. */
const CORE_SECONDS = 0.0003;
/** What is looked at on either side: the next glottal pulse of a low voice lies within it. */
const REACH_SECONDS = 0.012;
/** Coarse search in cells of a millisecond. */
const CELL_SECONDS = 0.001;
const REACH_CELLS = 12;
/** Second differences below this are left alone: a click of −60 dBFS. */
const FAINTEST = 0.002;
/** Model order for each second of sample interval: 32 at 44.1 kHz. */
const ORDER_SECONDS = 0.00073;

/** Magnitude of the second difference at sample `n`; 0 at and beyond the ends. */
const bendAt = (x: Float32Array, n: number): number =>
  n < 1 || n + 1 >= x.length ? 0 : Math.abs(x[n - 1]! - 2 * x[n]! + x[n + 1]!);

/** Where the second difference of each cell is largest. */
function cellPeaks(samples: Float32Array, cellLength: number): { places: Int32Array; levels: Float64Array } {
  const count = Math.ceil(samples.length / cellLength);
  const [places, levels] = [new Int32Array(count), new Float64Array(count)];
  for (let cell = 0; cell < count; cell++) {
    const end = Math.min(samples.length - 1, (cell + 1) * cellLength);
    let [place, level] = [0, 0];
    for (let n = Math.max(1, cell * cellLength); n < end; n++) {
      const bend = Math.abs(samples[n - 1]! - 2 * samples[n]! + samples[n + 1]!);
      if (bend > level) [place, level] = [n, bend];
    }
    places[cell] = place;
    levels[cell] = level;
  }
  return { places, levels };
}

/** Largest value of the cells at a distance of 2 to 12 from `cell`. */
function surroundings(levels: Float64Array, cell: number): number {
  let level = 0;
  for (let distance = 2; distance <= REACH_CELLS; distance++) {
    level = Math.max(level, levels[cell - distance] ?? 0, levels[cell + distance] ?? 0);
  }
  return level;
}

/** Largest second difference from `core` to `reach` samples away from `place`, on either side. */
function ringLevel(samples: Float32Array, place: number, core: number, reach: number): number {
  let level = 0;
  for (let distance = core + 1; distance <= reach; distance++) {
    level = Math.max(level, bendAt(samples, place - distance), bendAt(samples, place + distance));
  }
  return level;
}

/** The samples around `place`, up to `core` away, that take part in second differences well above the ring's. */
function extentOf(samples: Float32Array, place: number, core: number, ring: number): Click {
  let [first, last] = [place, place];
  for (let n = place - core; n <= place + core; n++) {
    if (bendAt(samples, n) <= 2 * ring) continue;
    first = Math.min(first, n);
    last = Math.max(last, n);
  }
  return { start: first, length: last - first + 1 };
}

/**
 * What should stand in place of the click, or undefined if the sound does not deviate from that as an impulse does:
 * a corner in a wave has a large second difference too, but its samples are where they belong.
 */
function replacement(samples: Float32Array, click: Click, reach: number, order: number, least: number) {
  const from = Math.max(0, click.start - reach);
  const to = Math.min(samples.length, click.start + click.length + reach);
  const start = click.start - from;
  if (start < order || to - click.start - click.length < order) return undefined;
  const context = Float64Array.from(samples.subarray(from, to));
  interpolateGap(context, start, click.length, order);
  let deviation = 0;
  for (let n = 0; n < click.length; n++) {
    deviation = Math.max(deviation, Math.abs(samples[click.start + n]! - context[start + n]!));
  }
  return deviation >= least ? context.subarray(start, start + click.length) : undefined;
}

/**
 * Removes digital clicks (lost, doubled or wrong samples, up to 0.6 ms) from speech. A click stands alone: bursts of
 * plosives are longer and go over into breath or voice, glottal pulses have neighbours. Each is replaced by what
 * the sound around it predicts. Not for music: a drum stick may look like a click.
 *
 * @param samples one channel
 * @param sampleRate samples per second, >= 8000
 * @throws {RangeError} if sampleRate < 8000 or prominenceDb is not > 0
 * @see Godsill & Rayner, "Digital Audio Restoration", Springer 1998, chapter 5
 */
export function repairClicks(
  samples: Float32Array,
  sampleRate: number,
  { prominenceDb = 18.5 }: ClickRepairOptions = {},
): ClickRepair {
  if (!(sampleRate >= 8000 && prominenceDb > 0)) {
    throw new RangeError(`cannot look for clicks of ${prominenceDb} dB at ${sampleRate} Hz`);
  }
  const prominence = dbToGain(prominenceDb);
  const core = Math.max(2, Math.round(CORE_SECONDS * sampleRate));
  const reach = Math.round(REACH_SECONDS * sampleRate);
  const order = Math.max(12, Math.round(ORDER_SECONDS * sampleRate));
  const { places, levels } = cellPeaks(samples, Math.round(CELL_SECONDS * sampleRate));
  const repaired = samples.slice();
  const clicks: Click[] = [];
  for (let cell = 0; cell < levels.length; cell++) {
    const level = levels[cell]!;
    if (level < FAINTEST || level < prominence * surroundings(levels, cell)) continue;
    const place = places[cell]!;
    const ring = Math.max(ringLevel(repaired, place, core, reach), FAINTEST / prominence);
    if (level < prominence * ring) continue;
    const click = extentOf(repaired, place, core, ring);
    // an impulse of amplitude a bends by 2a
    const fill = replacement(repaired, click, reach, order, (prominence * ring) / 2);
    if (fill === undefined) continue;
    repaired.set(fill, click.start);
    clicks.push(click);
  }
  return { samples: repaired, clicks };
}
