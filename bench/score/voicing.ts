import { bandPass } from './filter.js';
import type { Mono } from './sound.js';

const FRAME_SECONDS = 0.032;
const LOWEST_HZ = 65;
const HIGHEST_HZ = 480;

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
  const floor = 1e-10;
  const count = Math.floor(data.length / (hopSeconds * sampleRate)) + 1;
  const out = new Float64Array(count);
  const length = Math.round(FRAME_SECONDS * rate);
  const minLag = Math.floor(rate / HIGHEST_HZ);
  const maxLag = Math.ceil(rate / LOWEST_HZ);
  for (let t = 0; t < count; t++) {
    const centre = Math.round(t * hopSeconds * rate);
    out[t] = bestCorrelation(signal, centre, length, minLag, maxLag, floor);
  }
  return out;
}

/** The two compared frames lie on both sides of `centre`, so that no lag moves the result in time. */
function bestCorrelation(
  signal: Float64Array,
  centre: number,
  length: number,
  minLag: number,
  maxLag: number,
  floor: number,
): number {
  let best = 0;
  for (let lag = minLag; lag <= maxLag; lag++) {
    const start = centre - ((length + lag) >> 1);
    if (start < 0 || start + length + lag > signal.length) continue;
    let cross = 0;
    let left = 0;
    let right = 0;
    for (let n = start; n < start + length; n++) {
      const a = signal[n]!;
      const b = signal[n + lag]!;
      cross += a * b;
      left += a * a;
      right += b * b;
    }
    const power = Math.sqrt(left * right) + floor * length;
    if (cross > best * power) best = cross / power;
  }
  return best;
}
