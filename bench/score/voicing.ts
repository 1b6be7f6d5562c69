import { bandPass } from './filter.js';
import type { Mono } from './sound.js';

const FRAME_SECONDS = 0.032;
const LOWEST_HZ = 65;
const HIGHEST_HZ = 480;
/** Mean power below which a frame holds nothing to compare (−90 dB). */
const SILENCE = 1e-9;

/**
 * How periodic the sound is: the highest normalised autocorrelation over the lags of a voice.
 *
 * @returns 0 … 1 per hop; value t stands at t·hopSeconds. Silence gives 0.
 */
export function voicingCurve({ sampleRate, data }: Mono, hopSeconds: number): Float64Array {
  // Below 1 kHz the pulses are plain and every second sample is enough.
  const narrow = bandPass(data, sampleRate, 70, 1000);
  const rate = sampleRate / 2;
  const signal = Float64Array.from({ length: Math.floor(narrow.length / 2) }, (_, n) => narrow[2 * n]!);
  const energy = runningEnergy(signal);
  const count = Math.floor(data.length / (hopSeconds * sampleRate)) + 1;
  const length = Math.round(FRAME_SECONDS * rate);
  const lags = { least: Math.floor(rate / HIGHEST_HZ), most: Math.ceil(rate / LOWEST_HZ) };
  return Float64Array.from({ length: count }, (_, t) =>
    bestCorrelation(signal, energy, Math.round(t * hopSeconds * rate), length, lags),
  );
}

/** Sum of squares of all samples before each. */
function runningEnergy(signal: Float64Array): Float64Array {
  const energy = new Float64Array(signal.length + 1);
  for (let n = 0; n < signal.length; n++) energy[n + 1] = energy[n]! + signal[n]! * signal[n]!;
  return energy;
}

/** The two compared frames lie on both sides of `centre`, so that no lag moves the result in time. */
function bestCorrelation(
  signal: Float64Array,
  energy: Float64Array,
  centre: number,
  length: number,
  lags: { least: number; most: number },
): number {
  let best = 0;
  for (let lag = lags.least; lag <= lags.most; lag++) {
    const start = centre - ((length + lag) >> 1);
    if (start < 0 || start + length + lag > signal.length) continue;
    const left = energy[start + length]! - energy[start]!;
    const right = energy[start + length + lag]! - energy[start + lag]!;
    if (left < SILENCE * length || right < SILENCE * length) continue;
    let cross = 0;
    for (let n = start; n < start + length; n++) cross += signal[n]! * signal[n + lag]!;
    const power = Math.sqrt(left * right);
    if (cross > best * power) best = cross / power;
  }
  return best;
}
