import { RealFft } from './fft.js';

/** Seconds between the values of an {@link F0Track}. */
export const F0_HOP_SECONDS = 0.01;

/** Pitch of a voice over time. */
export interface F0Track {
  /** Hz, 0 where unvoiced; value t belongs to time t · {@link F0_HOP_SECONDS}. */
  readonly hz: Float32Array;
  /** How periodic the frame is: 1 = perfectly, 0 = noise or silence. */
  readonly periodicity: Float32Array;
}

const MIN_HZ = 60;
const MAX_HZ = 500;
const WINDOW_SECONDS = 0.025;
const ABSOLUTE_THRESHOLD = 0.15; // de Cheveigné & Kawahara use 0.1 for clean voices; rooms need a little more
const ROUNDING = 1e-9; // of the energy: a difference that small is none
const VOICED_BELOW = 0.35; // the normalised difference of a voiced frame

/**
 * Fundamental frequency by YIN, without the frames' history.
 *
 * @param samples one channel; 8 000 Hz is enough and quickest
 * @param sampleRate >= 2 000 Hz
 * @returns both shape [⌊duration / {@link F0_HOP_SECONDS}⌋ + 1]
 * @throws {RangeError} if the rate is too low for {@link MAX_HZ}
 * @see de Cheveigné & Kawahara, JASA 111(4), 2002
 */
export function trackF0(samples: Float32Array, sampleRate: number): F0Track {
  if (!(sampleRate >= 2000)) throw new RangeError(`sampleRate must be >= 2000, got ${sampleRate}`);
  const frames = Math.floor(samples.length / (F0_HOP_SECONDS * sampleRate)) + 1;
  const hz = new Float32Array(frames);
  const periodicity = new Float32Array(frames);
  const difference = createDifference(sampleRate);
  const quiet = 1e-5 * loudestEnergy(samples, difference.windowLength);
  for (let t = 0; t < frames; t++) {
    const curve = difference.at(samples, Math.round(t * F0_HOP_SECONDS * sampleRate), quiet);
    if (!curve) continue;
    const lag = firstDip(curve, Math.floor(sampleRate / MAX_HZ));
    const depth = curve[Math.round(lag)]!;
    periodicity[t] = Math.max(0, 1 - depth);
    if (depth < VOICED_BELOW) hz[t] = sampleRate / lag;
  }
  return { hz, periodicity };
}

function loudestEnergy(samples: Float32Array, windowLength: number): number {
  let loudest = 0;
  for (let start = 0; start < samples.length; start += windowLength) {
    let sum = 0;
    const end = Math.min(samples.length, start + windowLength);
    for (let n = start; n < end; n++) sum += samples[n]! * samples[n]!;
    if (sum > loudest) loudest = sum;
  }
  return loudest;
}

interface Difference {
  readonly windowLength: number;
  /** Cumulative-mean-normalised difference d'(lag) around a sample; undefined where it is quieter than `quiet`. */
  at(samples: Float32Array, centre: number, quiet: number): Float64Array | undefined;
}

/** d(lag) = Σ (x_n − x_(n+lag))² = energy + shifted energy − 2·correlation, the last by one pair of transforms. */
function createDifference(sampleRate: number): Difference {
  const windowLength = Math.round(WINDOW_SECONDS * sampleRate);
  const maxLag = Math.ceil(sampleRate / MIN_HZ) + 2;
  const size = 2 ** Math.ceil(Math.log2(windowLength + maxLag));
  const fft = new RealFft(size);
  const bins = size / 2 + 1;
  const [short, long, correlation] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [sRe, sIm, lRe, lIm] = Array.from({ length: 4 }, () => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const curve = new Float64Array(maxLag);
  const at: Difference['at'] = (samples, centre, quiet) => {
    const start = centre - ((windowLength + maxLag) >> 1);
    for (let n = 0; n < size; n++) {
      const x = n < windowLength + maxLag ? (samples[start + n] ?? 0) : 0;
      long[n] = x;
      short[n] = n < windowLength ? x : 0;
    }
    let energy = 0;
    for (let n = 0; n < windowLength; n++) energy += long[n]! * long[n]!;
    if (energy <= quiet) return undefined;
    fft.forward(short, sRe, sIm);
    fft.forward(long, lRe, lIm);
    for (let k = 0; k < bins; k++) {
      const re = sRe[k]! * lRe[k]! + sIm[k]! * lIm[k]!;
      sIm[k] = sRe[k]! * lIm[k]! - sIm[k]! * lRe[k]!;
      sRe[k] = re;
    }
    fft.inverse(sRe, sIm, correlation);
    normalisedDifference(long, correlation, energy, windowLength, curve);
    return curve;
  };
  return { windowLength, at };
}

function normalisedDifference(
  signal: Float64Array,
  correlation: Float64Array,
  energy: number,
  windowLength: number,
  curve: Float64Array,
): void {
  let shifted = energy;
  let sum = 0;
  curve[0] = 1;
  for (let lag = 1; lag < curve.length; lag++) {
    shifted += signal[windowLength + lag - 1]! ** 2 - signal[lag - 1]! ** 2;
    const difference = Math.max(0, energy + shifted - 2 * correlation[lag]!);
    sum += difference;
    curve[lag] = sum > ROUNDING * energy ? (difference * lag) / sum : 1; // a constant has no period
  }
}

/** First dip under the threshold, else the deepest; fractional by a parabola. */
function firstDip(curve: Float64Array, minLag: number): number {
  let lag = minLag;
  let deepest = minLag;
  for (; lag < curve.length - 1; lag++) {
    if (curve[lag]! < curve[deepest]!) deepest = lag;
    if (curve[lag]! < ABSOLUTE_THRESHOLD && curve[lag + 1]! >= curve[lag]!) break;
  }
  const dip = lag < curve.length - 1 ? lag : deepest;
  const [left, middle, right] = [curve[dip - 1]!, curve[dip]!, curve[dip + 1]!];
  const isDip = left > middle && right >= middle; // at the edge of the search the curve may still fall
  return isDip ? dip + (0.5 * (left - right)) / (left - 2 * middle + right) : dip;
}
