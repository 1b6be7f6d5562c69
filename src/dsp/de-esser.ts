import { createSampleFilter, highPass, type SampleFilter } from './filter.js';
import { check, createLevel, type DynamicsOptions, shareOf, softExcess, stepLengthAt } from './gain-rider.js';
import type { BlockProcessor } from './types.js';
import { dbToGain } from './units.js';

/** See {@link createDeEsser}. */
export interface DeEsserOptions extends DynamicsOptions {
  /** Beginning of the band that is turned down, Hz below half the sample rate. @default 5500 */
  readonly cutoffHz?: number | undefined;
  /** Level of the band, against the voice as a whole, from which it is turned down, dB. @default -11 */
  readonly thresholdDb?: number | undefined;
  /** As for a compressor, >= 1. @default 4 */
  readonly ratio?: number | undefined;
  /** Most that is taken away, dB >= 0. @default 10 */
  readonly rangeDb?: number | undefined;
}

/** An s is there within a millisecond or two, and gone before the vowel. */
const BAND_SECONDS = 0.001;
const ATTACK_SECONDS = 0.001;
const RELEASE_SECONDS = 0.04;
/** How slowly the level of the voice as a whole is forgotten. */
const VOICE_FALL_SECONDS = 0.3;
/** A band below this is left alone: the hiss of a pause is no s. */
const INAUDIBLE_DB = -65;

/** One channel of a de-esser: the band above the cutoff, taken from a copy of the input. */
interface Band {
  readonly filter: SampleFilter;
  /** Of the block at hand; grows with the blocks. */
  samples: Float32Array;
  /** Energy of the sound and of its band in this step, kept for each channel so that block sizes change no bit. */
  readonly sums: Float64Array;
}

/** Filters a copy of the block; at once, as steps alone are too short to be quick. */
function takeBand(band: Band, block: Float32Array): void {
  if (band.samples.length < block.length) band.samples = new Float32Array(block.length);
  band.samples.set(block);
  band.filter.run(band.samples, 0, block.length);
}

/**
 * Adds (gain − 1) times the band to the sound: with a second-order high-pass that is a high shelf, flat at a gain
 * of 1 and free of phase tricks at any other. Adds the energies of the sound and of its band to `sums`.
 */
function shelve(
  samples: Float32Array,
  from: number,
  to: number,
  gain: number,
  slope: number,
  offset: number,
  { samples: band, sums }: Band,
): void {
  let whole = sums[0]!;
  let high = sums[1]!;
  for (let n = from; n < to; n++) {
    const x = samples[n]!;
    const y = band[n]!;
    whole += x * x;
    high += y * y;
    samples[n] = x + (gain - 1 + slope * (offset + n)) * y;
  }
  sums[0] = whole;
  sums[1] = high;
}

/**
 * De-esser: a high shelf that falls while the band above the cutoff is loud against the voice as a whole. As only
 * the proportion counts, it works alike on soft and loud voices.
 *
 * @throws {RangeError} if an option is outside its range
 */
export function createDeEsser(options: DeEsserOptions): BlockProcessor {
  const {
    sampleRate,
    channelCount = 1,
    cutoffHz = 5500,
    thresholdDb = -11,
    ratio = 3,
    rangeDb = 10,
  } = options;
  check({
    sampleRate: [sampleRate, 1],
    thresholdDb: [thresholdDb, -200],
    ratio: [ratio, 1],
    rangeDb: [rangeDb, 0],
  });
  const stepLength = stepLengthAt(sampleRate);
  const stepSeconds = stepLength / sampleRate;
  const high = highPass(sampleRate, cutoffHz);
  const bands = Array.from({ length: channelCount }, () => ({
    filter: createSampleFilter([high]),
    samples: new Float32Array(0),
    sums: new Float64Array(2),
  }));
  const level = createLevel(stepSeconds);
  const bandLevel = createLevel(stepSeconds, BAND_SECONDS);
  const fall = shareOf(VOICE_FALL_SECONDS, stepSeconds);
  const attack = shareOf(ATTACK_SECONDS, stepSeconds);
  const release = shareOf(RELEASE_SECONDS, stepSeconds);
  let [gain, slope, position, reductionDb, voiceDb] = [1, 0, 0, 0, -200];

  function decide(): number {
    let [whole, band] = [0, 0];
    for (const { sums } of bands) {
      whole += sums[0]!;
      band += sums[1]!;
      sums.fill(0);
    }
    const wholeDb = level(whole / stepLength);
    const bandDb = bandLevel(band / stepLength);
    // rises at once: at the beginning of a phrase the voice is as loud as what is heard
    voiceDb = Math.max(wholeDb, voiceDb + (wholeDb - voiceDb) * fall);
    const excessDb = bandDb < INAUDIBLE_DB ? -200 : bandDb - voiceDb - thresholdDb;
    const wantedDb = Math.min(rangeDb, softExcess(excessDb, 6) * (1 - 1 / ratio));
    reductionDb += (wantedDb - reductionDb) * (wantedDb > reductionDb ? attack : release);
    return dbToGain(-reductionDb);
  }

  return {
    process(channels) {
      const length = channels[0]!.length;
      for (let c = 0; c < channelCount; c++) takeBand(bands[c]!, channels[c]!);
      for (let n = 0; n < length; ) {
        const end = Math.min(length, n + stepLength - position);
        for (let c = 0; c < channelCount; c++)
          shelve(channels[c]!, n, end, gain, slope, position - n, bands[c]!);
        position += end - n;
        n = end;
        if (position < stepLength) continue;
        position = 0;
        gain += slope * stepLength;
        slope = (decide() - gain) / stepLength;
      }
    },
  };
}
