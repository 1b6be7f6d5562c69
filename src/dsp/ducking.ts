import { bandPass, createSampleFilter, type SampleFilter } from './filter.js';
import { dbToGain } from './units.js';

/** See {@link createDucking}. */
export interface DuckingOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** How far the music goes down under the voice, dB >= 0. @default 4 */
  readonly depthDb?: number | undefined;
  /** RMS level of the voice, over 10 ms, from which the music goes down, dBFS. @default -40 */
  readonly thresholdDb?: number | undefined;
  /** How far the voice must fall below the threshold to count as gone, dB >= 0. @default 6 */
  readonly hysteresisDb?: number | undefined;
  /** Way down, seconds > 0; it ends when the voice begins. @default 0.01 */
  readonly attackSeconds?: number | undefined;
  /** How long the music stays down after the voice, seconds >= 0. @default 0.08 */
  readonly holdSeconds?: number | undefined;
  /** Way back, seconds > 0. @default 0.25 */
  readonly releaseSeconds?: number | undefined;
}

/** Gain for the music, from the voice, as a stream. */
export interface Ducking {
  /** The n-th gain that comes out belongs to sample n − latencyLength: so far the voice must be read ahead. */
  readonly latencyLength: number;
  /**
   * @param voice the next samples of the voice, mono
   * @param gains overwritten with as many amplitude ratios
   */
  process(voice: Float32Array, gains: Float32Array): void;
}

/** Length of the RMS window. */
const WINDOW_SECONDS = 0.01;
/** Steps in the window: 0.25 ms each, a fortieth of the usual attack. */
const WINDOW_STEPS = 40;
/** Samples that {@link createBandDucker} filters at a time. */
const SCRATCH_LENGTH = 256;

/** Whether the voice is there: RMS over the window against a threshold with hysteresis. */
function createDetector(
  stepLength: number,
  thresholdDb: number,
  hysteresisDb: number,
): (energy: number) => boolean {
  const energies = new Float64Array(WINDOW_STEPS);
  // [power]·[samples] = [energy of the window]
  const on = dbToGain(thresholdDb) ** 2 * WINDOW_STEPS * stepLength;
  const off = on * dbToGain(-hysteresisDb) ** 2;
  let [next, isOn] = [0, false];
  return (energy) => {
    energies[next] = energy;
    next = (next + 1) % WINDOW_STEPS;
    let sum = 0;
    for (let k = 0; k < WINDOW_STEPS; k++) sum += energies[k]!;
    isOn = sum >= (isOn ? off : on);
    return isOn;
  };
}

/** A delay by whole steps; false comes out until something went in. */
function createStepDelay(steps: number): (value: boolean) => boolean {
  const ring = new Uint8Array(steps + 1);
  let next = 0;
  return (value) => {
    ring[next] = value ? 1 : 0;
    next = (next + 1) % ring.length;
    return ring[next] === 1;
  };
}

/** Gain step by step, in dB a straight line down while the voice is there, a pause, a straight line up. */
function createRamp(depthDb: number, attackSteps: number, holdSteps: number, releaseSteps: number) {
  const fallDb = depthDb / Math.max(1, attackSteps);
  const riseDb = depthDb / Math.max(1, releaseSteps);
  let [levelDb, gain, stepsToHold] = [0, 1, 0];
  return (isPresent: boolean): number => {
    const isDown = isPresent || stepsToHold > 0;
    stepsToHold = isPresent ? holdSteps : Math.max(0, stepsToHold - 1);
    const nextDb = isDown ? Math.max(-depthDb, levelDb - fallDb) : Math.min(0, levelDb + riseDb);
    if (nextDb === levelDb) return gain;
    levelDb = nextDb;
    gain = dbToGain(levelDb);
    return gain;
  };
}

/**
 * Side-chain gain: down before the voice begins, up after it. The ramps are straight lines in decibels, so attack,
 * hold and release are what the options say, to a step of 0.25 ms.
 *
 * @throws {RangeError} if an option is outside its range
 */
export function createDucking(options: DuckingOptions): Ducking {
  const { sampleRate, depthDb = 4, thresholdDb = -40, hysteresisDb = 6 } = options;
  const { attackSeconds = 0.01, holdSeconds = 0.08, releaseSeconds = 0.25 } = options;
  const isValid =
    sampleRate > 0 && depthDb >= 0 && hysteresisDb >= 0 && attackSeconds > 0 && releaseSeconds > 0;
  if (!(isValid && holdSeconds >= 0)) throw new RangeError('a ducking option is outside its range');
  const stepLength = Math.max(1, Math.round((sampleRate * WINDOW_SECONDS) / WINDOW_STEPS));
  const steps = (seconds: number): number => Math.round((seconds * sampleRate) / stepLength);
  const attackSteps = steps(attackSeconds);
  // The detector turns on where the voice begins and off a window after its end. Seen from `latencyLength` before,
  // one of the two must wait: "on" where the attack is shorter than the window, "off" where it is longer.
  const lag = attackSteps - WINDOW_STEPS;
  const wait = createStepDelay(Math.abs(lag));
  const detect = createDetector(stepLength, thresholdDb, hysteresisDb);
  const ramp = createRamp(depthDb, attackSteps, steps(holdSeconds), steps(releaseSeconds));
  let [energy, position, gain, slope] = [0, 0, 1, 0];
  return {
    latencyLength: Math.max(attackSteps, WINDOW_STEPS) * stepLength,
    process(voice, gains) {
      for (let n = 0; n < voice.length; ) {
        const end = Math.min(voice.length, n + stepLength - position);
        energy = drawLine(voice, gains, n, end, gain, slope, position - n, energy);
        position += end - n;
        n = end;
        if (position < stepLength) continue;
        const isHeard = detect(energy);
        const wasHeard = wait(isHeard);
        gain += slope * stepLength;
        slope = (ramp(lag > 0 ? isHeard || wasHeard : isHeard && wasHeard) - gain) / stepLength;
        energy = 0;
        position = 0;
      }
    },
  };
}

/** Gains on a line that passes `gain` at sample −offset. Returns `energy` and that of the voice here. */
function drawLine(
  voice: Float32Array,
  gains: Float32Array,
  from: number,
  to: number,
  gain: number,
  slope: number,
  offset: number,
  energy: number,
): number {
  let sum = energy;
  for (let n = from; n < to; n++) {
    const x = voice[n]!;
    sum += x * x;
    gains[n] = gain + slope * (offset + n);
  }
  return sum;
}

/**
 * Side-chain gain for a whole voice, in time with it. See {@link createDucking}.
 *
 * @returns amplitude ratios, shape [voice.length]
 */
export function duckingGain(voice: Float32Array, options: DuckingOptions): Float32Array {
  const ducking = createDucking(options);
  const line = new Float32Array(voice.length + ducking.latencyLength);
  line.set(voice);
  ducking.process(line, line);
  return line.subarray(ducking.latencyLength);
}

/** See {@link createBandDucker}. */
export interface BandDuckerOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Channels that `process` will get. @default 2 */
  readonly channelCount?: number | undefined;
  /** Middle of the band, Hz. @default 2000 */
  readonly centreHz?: number | undefined;
  /** Centre over bandwidth. @default 0.7 */
  readonly q?: number | undefined;
}

/** Turns only one band of the music down. */
export interface BandDucker {
  /** @param gains amplitude ratios for the band, one for each sample, as {@link duckingGain} gives */
  process(channels: readonly Float32Array[], gains: Float32Array): void;
}

/**
 * Makes room for the voice where words are understood, 1 to 4 kHz, and leaves kick, bass and cymbals alone: a bell
 * whose depth follows the gain at every sample. At a gain of 1 nothing changes.
 *
 * @throws {RangeError} unless centreHz lies below half the sample rate and q > 0
 */
export function createBandDucker(options: BandDuckerOptions): BandDucker {
  const { sampleRate, channelCount = 2, centreHz = 2000, q = 0.7 } = options;
  const band = bandPass(sampleRate, centreHz, q);
  const filters: SampleFilter[] = Array.from({ length: channelCount }, () => createSampleFilter([band]));
  const scratch = new Float32Array(SCRATCH_LENGTH);
  return {
    process(channels, gains) {
      for (let c = 0; c < channelCount; c++) {
        const samples = channels[c]!;
        for (let start = 0; start < samples.length; start += SCRATCH_LENGTH) {
          const length = Math.min(SCRATCH_LENGTH, samples.length - start);
          for (let n = 0; n < length; n++) scratch[n] = samples[start + n]!;
          filters[c]!.run(scratch, 0, length);
          // x + (gain − 1) · band is a bell of exactly that gain at its centre
          for (let n = 0; n < length; n++) {
            samples[start + n] = samples[start + n]! + (gains[start + n]! - 1) * scratch[n]!;
          }
        }
      }
    },
  };
}
