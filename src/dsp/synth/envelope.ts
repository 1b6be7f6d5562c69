import { peakOf } from './measure.js';

/**
 * Whole samples that hold a time.
 *
 * @throws {RangeError} if `sampleRate` or `seconds` is not a positive number
 */
export function lengthOf(seconds: number, sampleRate: number): number {
  if (!(sampleRate > 0)) throw new RangeError(`sampleRate must be > 0, got ${sampleRate}`);
  if (!(seconds > 0)) throw new RangeError(`a sound must last longer than 0 s, got ${seconds}`);
  return Math.max(2, Math.round(seconds * sampleRate));
}

/** Factor per sample of a decay that falls by 60 dB in `seconds`; 0 for no time at all. */
export const decayFactor = (seconds: number, sampleRate: number): number =>
  seconds > 0 ? 10 ** (-3 / (seconds * sampleRate)) : 0;

/** Factor per sample of e^(−t/τ), for sweeps given by their time constant. */
export const approachFactor = (tauSeconds: number, sampleRate: number): number =>
  tauSeconds > 0 ? Math.exp(-1 / (tauSeconds * sampleRate)) : 0;

/** Raises the beginning from 0 over `seconds`, in place, by half a cosine. */
export function fadeIn(samples: Float32Array, seconds: number, sampleRate: number): void {
  const length = Math.min(samples.length, Math.round(seconds * sampleRate));
  for (let n = 0; n < length; n++) samples[n]! *= 0.5 - 0.5 * Math.cos((Math.PI * n) / length);
}

/** Lowers the end to exactly 0 over `seconds`, in place, by half a cosine. */
export function fadeOut(samples: Float32Array, seconds: number, sampleRate: number): void {
  const length = Math.min(samples.length, Math.max(1, Math.round(seconds * sampleRate)));
  const end = samples.length - 1;
  for (let n = 0; n < length; n++) samples[end - n]! *= 0.5 - 0.5 * Math.cos((Math.PI * n) / length);
}

/** Scales channels together, in place, so that the loudest sample of all has magnitude `peak`. Silence stays. */
export function normalisePeak(channels: readonly Float32Array[], peak = 1): void {
  const loudest = Math.max(...channels.map(peakOf));
  if (!(loudest > 0)) return;
  // a hair below, so that rounding to 32 bits cannot lift a sample above `peak`
  const gain = (peak * (1 - 1e-6)) / loudest;
  for (const channel of channels) for (let n = 0; n < channel.length; n++) channel[n]! *= gain;
}

/** Scales channels together, in place, only where they exceed full scale, so that notes keep their balance. */
export function limitPeak(channels: readonly Float32Array[]): void {
  if (Math.max(...channels.map(peakOf)) > 1) normalisePeak(channels);
}
