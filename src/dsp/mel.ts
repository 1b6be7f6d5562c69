import { RealFft } from './fft.js';
import type { Spectrogram } from './types.js';
import { hannWindow } from './window.js';

/** What {@link melSpectrogram} needs to know; nothing is assumed about the rate. */
export interface MelOptions {
  readonly hopSeconds: number;
  readonly windowSeconds: number;
  readonly bands: number;
  readonly lowHz: number;
  /** Bands above half the sample rate stay empty. */
  readonly highHz: number;
}

const hzToMel = (hz: number): number => 1127 * Math.log1p(hz / 700); // O'Shaughnessy's formula, as in HTK
const melToHz = (mel: number): number => 700 * Math.expm1(mel / 1127);

/**
 * Power in triangular mel bands, frame after frame; frame t is centred on sample t·hop.
 *
 * @param samples one channel
 * @returns shape [frames, bands], power, each >= 0; frames = ⌊length / hop⌋ + 1
 * @throws {RangeError} if a duration or the number of bands is not > 0, or lowHz is not below highHz
 * @see Davis & Mermelstein, IEEE TASSP 28(4), 1980
 */
export function melSpectrogram(samples: Float32Array, sampleRate: number, options: MelOptions): Spectrogram {
  const { hopSeconds, windowSeconds, bands, lowHz, highHz } = options;
  if (!(hopSeconds > 0 && windowSeconds > 0 && bands > 0 && lowHz < highHz)) {
    throw new RangeError('hopSeconds, windowSeconds and bands must be > 0, lowHz below highHz');
  }
  const hop = hopSeconds * sampleRate;
  const window = hannWindow(Math.max(2, Math.round(windowSeconds * sampleRate)));
  const size = 2 ** Math.ceil(Math.log2(Math.max(4, window.length)));
  const fft = new RealFft(size);
  const filters = melFilters(bands, lowHz, highHz, sampleRate, size);
  const frames = Math.floor(samples.length / hop) + 1;
  const data = new Float32Array(frames * bands);
  const re = new Float64Array(size / 2 + 1);
  const im = new Float64Array(size / 2 + 1);
  for (let t = 0; t < frames; t++) {
    const start = Math.round(t * hop) - (window.length >> 1);
    if (isSilent(samples, start, start + window.length)) continue; // as in the rests of a song: its power is 0
    fft.forwardWindowed(samples, start, window, re, im);
    for (let k = 0; k < re.length; k++) re[k] = re[k]! * re[k]! + im[k]! * im[k]!;
    filters.forEach(({ firstBin, weights }, band) => {
      let power = 0;
      for (let k = 0; k < weights.length; k++) power += weights[k]! * re[firstBin + k]!;
      data[t * bands + band] = power;
    });
  }
  return { data, frames, bins: bands };
}

function isSilent(samples: Float32Array, from: number, to: number): boolean {
  const end = Math.min(samples.length, to);
  for (let n = Math.max(0, from); n < end; n++) if (samples[n] !== 0) return false;
  return true;
}

interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

function melFilters(
  bands: number,
  lowHz: number,
  highHz: number,
  sampleRate: number,
  size: number,
): MelFilter[] {
  const [low, high] = [hzToMel(lowHz), hzToMel(highHz)];
  const edgeHz = (i: number): number => melToHz(low + ((high - low) * i) / (bands + 1));
  return Array.from({ length: bands }, (_, band) => {
    const [left, centre, right] = [edgeHz(band), edgeHz(band + 1), edgeHz(band + 2)];
    const firstBin = Math.max(0, Math.ceil((left / sampleRate) * size));
    const lastBin = Math.min(size / 2, Math.floor((right / sampleRate) * size));
    const weights = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_, k) => {
      const hz = ((firstBin + k) * sampleRate) / size;
      return Math.max(0, Math.min((hz - left) / (centre - left), (right - hz) / (right - centre)));
    });
    return { firstBin, weights };
  });
}
