import { RealFft } from './fft.js';

/** A tempo that a piece may have. */
export interface TempoCandidate {
  readonly tempoBpm: number;
  /** The larger the likelier; comparable among the candidates of one piece. */
  readonly score: number;
}

/** Where {@link tempoCandidates} looks. */
export interface TempoRange {
  /** @default 45 */
  readonly minTempoBpm?: number | undefined;
  /** @default 210 */
  readonly maxTempoBpm?: number | undefined;
}

const WINDOW_SECONDS = 12; // three bars at 60 BPM; a live tempo hardly drifts within it
const BLUR_SECONDS = 0.02; // players and swing are not exact
const GRID_STEP = 1.01; // between tempi that are tried
const SLACK = 0.015; // of a lag, within which its best correlation counts
const BEATS = [1, 2, 4] as const;
const MOST_CANDIDATES = 6;
const LEAST_SCORE = 0.02;

/** Says how well a piece repeats itself after one, two and four beats of a tempo: about 0 to 1, less than 0 if not. */
export type Repetition = (tempoBpm: number) => number;

/**
 * Measures how an onset activation repeats itself.
 *
 * @param activation onset likelihood, shape [frames]; less than two seconds repeat nothing
 * @throws {RangeError} if `framesPerSecond` is not > 0
 * @see Percival & Tzanetakis, "Streamlined tempo estimation", IEEE/ACM TASLP 22(12), 2014 (autocorrelation)
 */
export function measureRepetition(activation: Float32Array, framesPerSecond: number): Repetition {
  if (!(framesPerSecond > 0)) throw new RangeError(`framesPerSecond must be > 0, got ${framesPerSecond}`);
  if (activation.length < 2 * framesPerSecond) return () => 0;
  const correlation = meanAutocorrelation(blur(activation, BLUR_SECONDS * framesPerSecond), framesPerSecond);
  return (tempoBpm) => repetition(correlation, (60 * framesPerSecond) / tempoBpm);
}

/**
 * Tempi at which a piece repeats itself, the best first. They are rough (1 %), and where the piece has a beat its
 * double and half are usually among them: which of them people would tap is for others to say.
 *
 * @returns at most 6
 * @throws {RangeError} if the range is empty
 */
export function tempoCandidates(
  repeats: Repetition,
  { minTempoBpm = 45, maxTempoBpm = 210 }: TempoRange = {},
): TempoCandidate[] {
  if (!(minTempoBpm > 0 && minTempoBpm < maxTempoBpm)) {
    throw new RangeError(`there is no tempo from ${minTempoBpm} to ${maxTempoBpm}`);
  }
  const tempi: number[] = [];
  for (let tempo = minTempoBpm / GRID_STEP; tempo <= maxTempoBpm * GRID_STEP; tempo *= GRID_STEP) {
    tempi.push(tempo);
  }
  const scores = tempi.map(repeats);
  const isPeak = (n: number): boolean =>
    scores[n]! > (scores[n - 1] ?? Infinity) && scores[n]! >= (scores[n + 1] ?? Infinity);
  return tempi
    .map((tempoBpm, n) => ({ tempoBpm, score: scores[n]! }))
    .filter(({ score }, n) => score > LEAST_SCORE && isPeak(n))
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST_CANDIDATES);
}

/** Gaussian blur; ends are taken as silence. */
function blur(values: Float32Array, sigmaFrames: number): Float32Array {
  const reach = Math.ceil(3 * sigmaFrames);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-0.5 * ((k - reach) / sigmaFrames) ** 2),
  );
  return values.map((_, t) => {
    let sum = 0;
    for (let k = -reach; k <= reach; k++) sum += kernel[k + reach]! * (values[t + k] ?? 0);
    return sum;
  });
}

/** Autocorrelation without the mean, averaged over overlapping windows, 1 at lag 0; shape [lags]. */
function meanAutocorrelation(values: Float32Array, framesPerSecond: number): Float64Array {
  const length = Math.min(values.length, Math.round(WINDOW_SECONDS * framesPerSecond));
  const fft = new RealFft(2 ** Math.ceil(Math.log2(Math.max(4, 2 * length))));
  const buffer = new Float64Array(fft.size);
  const re = new Float64Array(fft.size / 2 + 1);
  const im = new Float64Array(fft.size / 2 + 1);
  const power = new Float64Array(re.length);
  for (let start = 0; start + length <= values.length; start += Math.max(1, length >> 1)) {
    const window = values.subarray(start, start + length);
    const mean = window.reduce((sum, value) => sum + value, 0) / length;
    buffer.fill(0);
    for (let n = 0; n < length; n++) buffer[n] = window[n]! - mean;
    fft.forward(buffer, re, im);
    for (let k = 0; k < power.length; k++) power[k]! += re[k]! * re[k]! + im[k]! * im[k]!;
  }
  im.fill(0);
  fft.inverse(power, im, buffer);
  const whole = buffer[0]!;
  // the longer the lag the fewer products there are; lags beyond 0.8 have too few to trust
  return Float64Array.from({ length: Math.floor(0.8 * length) }, (_, lag) =>
    whole > 0 ? (buffer[lag]! / whole) * (length / (length - lag)) : 0,
  );
}

/** Mean correlation at the lags of 1, 2 and 4 beats. Lags beyond the end of the correlation are left out. */
function repetition(correlation: Float64Array, beatFrames: number): number {
  let sum = 0;
  let count = 0;
  for (const beats of BEATS) {
    const lag = beats * beatFrames;
    const slack = Math.max(1, SLACK * lag);
    if (lag + slack >= correlation.length) continue;
    let best = -Infinity;
    for (let k = Math.round(lag - slack); k <= Math.round(lag + slack); k++) {
      // a little less for a lag that is off, so that the middle of the slack wins
      best = Math.max(best, correlation[k]! - (0.1 * Math.abs(k - lag)) / slack);
    }
    sum += best;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}
