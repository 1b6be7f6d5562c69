import type { BlockProcessor } from './types.js';
import { powerToDb } from './units.js';

/** What every processor here wants to know. Levels are dBFS, where a sine at full scale reads 0. */
export interface DynamicsOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Channels that `process` will get; the loudest decides, and all get the same gain. @default 1 */
  readonly channelCount?: number | undefined;
}

/** Gains are decided this often and drawn as straight lines in between. */
const STEPS_PER_SECOND = 2000;
/** Averaging of the level before anything is decided; shorter, and low voices would modulate themselves. */
const LEVEL_SECONDS = 0.005;
/** −200 dBFS: keeps the logarithm finite in silence. */
const SILENCE = 1e-20;

/** Samples of one step of a gain. */
export const stepLengthAt = (sampleRate: number): number =>
  Math.max(1, Math.round(sampleRate / STEPS_PER_SECOND));

/** Share of a difference that a first-order filter covers in one step. */
export const shareOf = (seconds: number, stepSeconds: number): number => 1 - Math.exp(-stepSeconds / seconds);

/** Decibels above 0 with a soft bend `knee` wide around it. */
export function softExcess(excessDb: number, kneeDb: number): number {
  if (2 * excessDb <= -kneeDb) return 0;
  return 2 * excessDb >= kneeDb ? excessDb : (excessDb + kneeDb / 2) ** 2 / (2 * kneeDb);
}

/** @throws {RangeError} unless every value is finite and at least its limit */
export function check(values: Readonly<Record<string, readonly [value: number, least: number]>>): void {
  for (const [name, [value, least]] of Object.entries(values)) {
    if (!(Number.isFinite(value) && value >= least))
      throw new RangeError(`${name} must be >= ${least}, got ${value}`);
  }
}

/** Mean power of each step → level in dBFS (sine), averaged over `seconds`. */
export function createLevel(stepSeconds: number, seconds = LEVEL_SECONDS): (power: number) => number {
  const share = shareOf(seconds, stepSeconds);
  let average = 0;
  return (power) => {
    average += (power - average) * share;
    return powerToDb(2 * average + SILENCE);
  };
}

/**
 * Multiplies by a line that passes `gain` at sample −offset and adds the energy of the input to `energies[c]`.
 */
function ride(
  samples: Float32Array,
  from: number,
  to: number,
  gain: number,
  slope: number,
  offset: number,
  energies: Float64Array,
  c: number,
): void {
  let sum = energies[c]!;
  for (let n = from; n < to; n++) {
    const x = samples[n]!;
    sum += x * x;
    samples[n] = x * (gain + slope * (offset + n));
  }
  energies[c] = sum;
}

/** Largest value; the values are set to 0 for the next step. */
function takeLoudest(energies: Float64Array): number {
  let loudest = 0;
  for (let c = 0; c < energies.length; c++) {
    loudest = Math.max(loudest, energies[c]!);
    energies[c] = 0;
  }
  return loudest;
}

/**
 * Applies a gain that `decide` chooses after each step from the mean power of the loudest channel; it is reached
 * one step (0.5 ms) later.
 */
export function createGainRider(
  options: DynamicsOptions,
  atRest: number,
  decide: (power: number) => number,
): BlockProcessor {
  const { sampleRate, channelCount = 1 } = options;
  const stepLength = stepLengthAt(sampleRate);
  const energies = new Float64Array(channelCount);
  let [gain, slope, position] = [atRest, 0, 0];
  return {
    process(channels) {
      const length = channels[0]!.length;
      for (let n = 0; n < length; ) {
        const end = Math.min(length, n + stepLength - position);
        for (let c = 0; c < channelCount; c++)
          ride(channels[c]!, n, end, gain, slope, position - n, energies, c);
        position += end - n;
        n = end;
        if (position < stepLength) continue;
        position = 0;
        gain += slope * stepLength;
        slope = (decide(takeLoudest(energies) / stepLength) - gain) / stepLength;
      }
    },
  };
}
