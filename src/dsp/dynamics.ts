import {
  check,
  createGainRider,
  createLevel,
  type DynamicsOptions,
  shareOf,
  softExcess,
  stepLengthAt,
} from './gain-rider.js';
import type { BlockProcessor } from './types.js';
import { dbToGain } from './units.js';

/** See {@link createCompressor}. */
export interface CompressorOptions extends DynamicsOptions {
  /** Level from which the gain falls, dBFS. */
  readonly thresholdDb: number;
  /** Input decibels above the threshold for one output decibel, >= 1. */
  readonly ratio: number;
  /** Width of the bend around the threshold, dB >= 0. @default 6 */
  readonly kneeDb?: number | undefined;
  /** Time constant (63 %) of a falling gain, seconds > 0. @default 0.005 */
  readonly attackSeconds?: number | undefined;
  /** Time constant (63 %) of a returning gain, seconds > 0. @default 0.1 */
  readonly releaseSeconds?: number | undefined;
  /** Gain afterwards, dB. @default 0 */
  readonly makeupDb?: number | undefined;
}

/** See {@link createExpander}. */
export interface ExpanderOptions extends DynamicsOptions {
  /** Level below which the gain falls, dBFS. */
  readonly thresholdDb: number;
  /** Output decibels below the threshold for one input decibel, >= 1; 10 and more make a gate. @default 2 */
  readonly ratio?: number | undefined;
  /** Most that is taken away, dB >= 0. @default 12 */
  readonly rangeDb?: number | undefined;
  /** Time constant of opening, seconds > 0. @default 0.002 */
  readonly attackSeconds?: number | undefined;
  /** How long it stays open after the level fell, seconds >= 0. @default 0.12 */
  readonly holdSeconds?: number | undefined;
  /** Time constant of closing, seconds > 0. @default 0.15 */
  readonly releaseSeconds?: number | undefined;
}

/**
 * Compressor with a soft knee. The gain computer works on decibels and is smoothed after it, so that attack and
 * release are the same at every depth. Attack and release follow the level's own average of 5 ms.
 *
 * @throws {RangeError} if an option is outside its range
 * @see Giannoulis, Massberg & Reiss, "Digital Dynamic Range Compressor Design", JAES 60(6), 2012
 */
export function createCompressor(options: CompressorOptions): BlockProcessor {
  const { sampleRate, thresholdDb, ratio, kneeDb = 6, attackSeconds = 0.005, releaseSeconds = 0.1 } = options;
  const { makeupDb = 0 } = options;
  check({
    sampleRate: [sampleRate, 1],
    thresholdDb: [thresholdDb, -200],
    ratio: [ratio, 1],
    kneeDb: [kneeDb, 0],
    attackSeconds: [attackSeconds, 1e-6],
    releaseSeconds: [releaseSeconds, 1e-6],
    makeupDb: [makeupDb, -200],
  });
  const stepSeconds = stepLengthAt(sampleRate) / sampleRate;
  const level = createLevel(stepSeconds);
  const attack = shareOf(attackSeconds, stepSeconds);
  const release = shareOf(releaseSeconds, stepSeconds);
  let reductionDb = 0;
  return createGainRider(options, dbToGain(makeupDb), (power) => {
    const wantedDb = softExcess(level(power) - thresholdDb, kneeDb) * (1 - 1 / ratio);
    reductionDb += (wantedDb - reductionDb) * (wantedDb > reductionDb ? attack : release);
    return dbToGain(makeupDb - reductionDb);
  });
}

/**
 * Downward expander: turns down what lies below the threshold, more the further below, but never by more than the
 * range. It stays open for a while and closes slowly, so that soft ends of words survive.
 *
 * @throws {RangeError} if an option is outside its range
 */
export function createExpander(options: ExpanderOptions): BlockProcessor {
  const { sampleRate, thresholdDb, ratio = 2, rangeDb = 12 } = options;
  const { attackSeconds = 0.002, holdSeconds = 0.12, releaseSeconds = 0.15 } = options;
  check({
    sampleRate: [sampleRate, 1],
    thresholdDb: [thresholdDb, -200],
    ratio: [ratio, 1],
    rangeDb: [rangeDb, 0],
    attackSeconds: [attackSeconds, 1e-6],
    holdSeconds: [holdSeconds, 0],
    releaseSeconds: [releaseSeconds, 1e-6],
  });
  const stepSeconds = stepLengthAt(sampleRate) / sampleRate;
  const level = createLevel(stepSeconds);
  const attack = shareOf(attackSeconds, stepSeconds);
  const release = shareOf(releaseSeconds, stepSeconds);
  const holdSteps = Math.round(holdSeconds / stepSeconds);
  // closed at first: a recording that begins with noise should not begin with a burst of it
  let [reductionDb, stepsToHold] = [rangeDb, 0];
  return createGainRider(options, dbToGain(-rangeDb), (power) => {
    const wantedDb = Math.min(rangeDb, softExcess(thresholdDb - level(power), 6) * (ratio - 1));
    if (wantedDb <= reductionDb) {
      reductionDb += (wantedDb - reductionDb) * attack;
      stepsToHold = holdSteps;
    } else if (stepsToHold > 0) stepsToHold--;
    else reductionDb += (wantedDb - reductionDb) * release;
    return dbToGain(-reductionDb);
  });
}
