import { RealFft } from './fft.js';
import { hannWindow } from './window.js';

/** How much new energy each moment of a piece of music brings. Frame n stands for n / framesPerSecond seconds. */
export interface BandedFlux {
  readonly framesPerSecond: number;
  /** Likelihood of an onset of whatever kind; shape [frames], 0 to 1, 1 being the strongest within 1.5 s. */
  readonly activation: Float32Array;
  /** Weight of kick and bass: rise of the plain magnitudes below 150 Hz; shape [frames], >= 0, mean 1. */
  readonly lowAccent: Float32Array;
  /** Weight of snare, clap and hats: the same above 2 kHz, and half of what lies between; like {@link lowAccent}. */
  readonly snapAccent: Float32Array;
}

/** Lowest sample rate at which the flux sees all it looks at; feed it no more than that, for speed. */
export const FLUX_SAMPLE_RATE = 22_050;

/** How early onsets show up in the flux: the median over drums (23 ms of look-ahead, and compression is eager). */
export const FLUX_LEAD_SECONDS = 0.018;

const FRAMES_PER_SECOND = 100; // fine enough for beats of 300 ms, coarse enough for an hour of music
const WINDOW_SECONDS = 0.046; // 2048 samples at 44.1 kHz, as SuperFlux
const BANDS_PER_OCTAVE = 24;
const LOWEST_HZ = 30;
const HIGHEST_HZ = 16_000;
const LOW_MID_HZ = 150;
const MID_HIGH_HZ = 2000;
const WEIGHTS = [0.4, 0.3, 0.3] as const; // of the low, middle and high band in the activation
const COMPRESSION = 300; // of magnitudes relative to the loudness of the whole piece
const SILENT_LEVEL = 1e-6; // root mean square, -120 dB
const WHITEN_SECONDS = 1.5; // to each side
const WHITEN_FLOOR = 0.2; // of the loud passages' flux: what is fainter than this stays faint

/**
 * SuperFlux of music in three bands: log-compressed rise against the widest of the neighbouring bands one frame
 * before, so that vibrato does not count; each band is then divided by its running maximum. Beside it the rise of
 * uncompressed magnitudes, which tells a loud hit from a soft one.
 *
 * Onsets show up early, by some {@link FLUX_LEAD_SECONDS}.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0
 * @returns one frame per 10 ms, to the next whole number of samples; all 0 for silence
 * @throws {RangeError} if `sampleRate` is not > 0
 * @see Böck & Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013
 */
export function bandedFlux(samples: Float32Array, sampleRate: number): BandedFlux {
  if (!(sampleRate > 0)) throw new RangeError(`sampleRate must be > 0, got ${sampleRate}`);
  const { compressed, plain } = riseByGroup(samples, sampleRate);
  const [lowAccent, mid, snapAccent] = plain;
  const activation = new Float32Array(mid.length);
  compressed.forEach((rise, group) => {
    whiten(rise);
    for (let t = 0; t < rise.length; t++) activation[t]! += WEIGHTS[group]! * rise[t]!;
  });
  whiten(activation);
  for (let t = 0; t < mid.length; t++) snapAccent[t]! += 0.5 * mid[t]!;
  scaleToMeanOne(lowAccent);
  scaleToMeanOne(snapAccent);
  return { framesPerSecond: sampleRate / hopOf(sampleRate), activation, lowAccent, snapAccent };
}

/**
 * Whole samples between frames. Were it rounded frame by frame instead, even white noise would rise and fall at the
 * rhythm of the rounding.
 */
const hopOf = (sampleRate: number): number => Math.max(1, Math.round(sampleRate / FRAMES_PER_SECOND));

type Groups = readonly [low: Float32Array, mid: Float32Array, high: Float32Array];

/** A triangle over some bins; `group` is 0 (low), 1 (mid) or 2 (high). */
interface Band {
  readonly firstBin: number;
  readonly weights: Float64Array;
  readonly group: 0 | 1 | 2;
}

function riseByGroup(samples: Float32Array, sampleRate: number): { compressed: Groups; plain: Groups } {
  const hop = hopOf(sampleRate);
  const frames = Math.ceil(samples.length / hop);
  const empty = (): Groups => [new Float32Array(frames), new Float32Array(frames), new Float32Array(frames)];
  const rises = { compressed: empty(), plain: empty() };
  const level = rootMeanSquare(samples);
  if (!(level > SILENT_LEVEL)) return rises; // nothing to compress against; also where a value is not a number
  const { bands, analyse } = createBandAnalysis(sampleRate, level);
  let now = new Float64Array(bands.length);
  let before = new Float64Array(bands.length);
  analyse(samples, -hop, before);
  for (let t = 0; t < frames; t++) {
    analyse(samples, t * hop, now);
    for (let b = 0; b < bands.length; b++) {
      const widest = Math.max(before[b]!, before[b - 1] ?? 0, before[b + 1] ?? 0);
      if (now[b]! <= widest) continue;
      const { group } = bands[b]!;
      rises.plain[group][t]! += now[b]! - widest;
      rises.compressed[group][t]! += Math.log((1 + COMPRESSION * now[b]!) / (1 + COMPRESSION * widest));
    }
    [now, before] = [before, now];
  }
  return rises;
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < samples.length; n++) sum += samples[n]! * samples[n]!;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

function createBandAnalysis(sampleRate: number, level: number) {
  const windowLength = Math.max(4, Math.round(WINDOW_SECONDS * sampleRate));
  const fft = new RealFft(2 ** Math.ceil(Math.log2(windowLength)));
  const window = hannWindow(windowLength);
  const bands = triangularBands(sampleRate, fft.size);
  const input = new Float64Array(fft.size);
  const re = new Float64Array(fft.size / 2 + 1);
  const im = new Float64Array(fft.size / 2 + 1);
  const gain = 2 / (level * windowLength); // a Hann window sums to half its length
  /** Magnitudes, relative to `level`, around the sample `centre`; outside of the signal is silence. */
  const analyse = (samples: Float32Array, centre: number, out: Float64Array): void => {
    const start = centre - (windowLength >> 1);
    for (let n = 0; n < windowLength; n++) input[n] = (samples[start + n] ?? 0) * window[n]!;
    fft.forward(input, re, im);
    for (let k = 0; k < re.length; k++) re[k] = Math.sqrt(re[k]! * re[k]! + im[k]! * im[k]!);
    for (let b = 0; b < bands.length; b++) {
      const { firstBin, weights } = bands[b]!;
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * re[firstBin + k]!;
      out[b] = gain * sum;
    }
  };
  return { bands, analyse };
}

/** Overlapping triangles, 24 to the octave; low ones that would fall on the same bin are left out. */
function triangularBands(sampleRate: number, size: number): Band[] {
  const bins: number[] = [];
  const highest = Math.min(HIGHEST_HZ, 0.49 * sampleRate);
  for (let hz = LOWEST_HZ; hz <= highest; hz *= 2 ** (1 / BANDS_PER_OCTAVE)) {
    const bin = Math.round((hz * size) / sampleRate);
    if (bin !== bins[bins.length - 1]) bins.push(bin);
  }
  const bands: Band[] = [];
  for (let n = 1; n + 1 < bins.length; n++) {
    const [left, centre, right] = [bins[n - 1]!, bins[n]!, bins[n + 1]!];
    const weights = Float64Array.from({ length: right - left - 1 }, (_, k) => {
      const bin = left + 1 + k;
      return bin <= centre ? (bin - left) / (centre - left) : (right - bin) / (right - centre);
    });
    const centreHz = (centre * sampleRate) / size;
    bands.push({
      firstBin: left + 1,
      weights,
      group: centreHz < LOW_MID_HZ ? 0 : centreHz < MID_HIGH_HZ ? 1 : 2,
    });
  }
  return bands;
}

function scaleToMeanOne(values: Float32Array): void {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t]!;
  if (sum > 0) for (let t = 0; t < values.length; t++) values[t]! *= values.length / sum;
}

/** Divides in place by the largest value within {@link WHITEN_SECONDS} to either side. */
function whiten(values: Float32Array): void {
  const reach = Math.round(WHITEN_SECONDS * FRAMES_PER_SECOND);
  const peaks = slidingMaximum(values, reach);
  const loud = Float32Array.from(peaks).sort()[Math.floor(0.9 * peaks.length)] ?? 0;
  if (loud <= 0) return;
  for (let t = 0; t < values.length; t++) values[t]! /= Math.max(peaks[t]!, WHITEN_FLOOR * loud);
}

/** Largest value within `reach` entries to either side; O(length) by a queue of falling values. */
function slidingMaximum(values: Float32Array, reach: number): Float32Array {
  const out = new Float32Array(values.length);
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  for (let t = 0; t < values.length + reach; t++) {
    if (t < values.length) {
      while (tail > head && values[queue[tail - 1]!]! <= values[t]!) tail--;
      queue[tail++] = t;
    }
    const centre = t - reach;
    if (centre < 0) continue;
    while (queue[head]! < centre - reach) head++;
    out[centre] = values[queue[head]!]!;
  }
  return out;
}
