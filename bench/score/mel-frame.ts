import { createPowerSpectrum } from './fft.js';
import type { Mono } from './sound.js';

/** How a frame is cut and summed into bands. */
export interface MelOptions {
  readonly windowLength: number;
  readonly lowHz: number;
  readonly highHz: number;
  readonly bands: number;
}

/** Log powers of one frame about `centreSeconds`, one value per band. */
export type MelFrame = (centreSeconds: number) => Float64Array;

/** Log-mel frames at any time of a sound, relative to the level of its loud parts. */
export function createMelFrame({ sampleRate, data }: Mono, options: MelOptions): MelFrame {
  const { windowLength, bands } = options;
  const spectrum = createPowerSpectrum(windowLength);
  const window = Float64Array.from(
    { length: windowLength },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowLength),
  );
  const filters = melFilters(sampleRate, options);
  const frame = new Float64Array(windowLength);
  const power = new Float64Array(windowLength / 2 + 1);
  // Relative to the loud parts, so that the level of a recording changes nothing.
  const scale = 1e3 / (loudPower(data) * windowLength + 1e-12);
  return (centreSeconds) => {
    const start = Math.round(centreSeconds * sampleRate) - windowLength / 2;
    for (let n = 0; n < windowLength; n++) frame[n] = (data[start + n] ?? 0) * window[n]!;
    spectrum.compute(frame, power);
    const out = new Float64Array(bands);
    for (let b = 0; b < bands; b++) {
      let sum = 0;
      for (const [bin, weight] of filters[b]!) sum += weight * power[bin]!;
      out[b] = Math.log10(1 + scale * sum);
    }
    return out;
  };
}

/** Mean power of the loudest tenth of 20 ms blocks. */
function loudPower(data: Float32Array): number {
  const block = 320;
  const powers: number[] = [];
  for (let start = 0; start + block <= data.length; start += block) {
    let sum = 0;
    for (let n = start; n < start + block; n++) sum += data[n]! * data[n]!;
    powers.push(sum / block);
  }
  powers.sort((a, b) => b - a);
  const loud = powers.slice(0, Math.max(1, Math.floor(powers.length / 10)));
  return loud.reduce((sum, p) => sum + p, 0) / loud.length;
}

const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const fromMel = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

/** Triangles, each normalised to weigh 1 in sum: [bin, weight] pairs per band. */
function melFilters(
  sampleRate: number,
  { windowLength, lowHz, highHz, bands }: MelOptions,
): [number, number][][] {
  const low = toMel(lowHz);
  const step = (toMel(highHz) - low) / (bands + 1);
  const bin = (mel: number): number => (fromMel(mel) * windowLength) / sampleRate;
  return Array.from({ length: bands }, (_, b) => {
    const [left, centre, right] = [bin(low + b * step), bin(low + (b + 1) * step), bin(low + (b + 2) * step)];
    const pairs: [number, number][] = [];
    for (let k = Math.floor(left); k <= Math.ceil(right); k++) {
      // Narrow low bands may fall between two bins: every band keeps at least its nearest one.
      const width = k < centre ? Math.max(1, centre - left) : Math.max(1, right - centre);
      const weight = 1 - Math.abs(k - centre) / width;
      if (weight > 0) pairs.push([k, weight]);
    }
    const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
    return pairs.map(([k, weight]) => [k, weight / total]);
  });
}
