import type { KernelShape } from './frame-kernel.js';
import type { StretchEngine } from './types.js';

/** Times in seconds, so that every sample rate sounds alike. */
export interface EngineSettings {
  readonly windowSeconds: number;
  readonly windowPower: number;
  /** Least length of the transform, windows: room for what the turning of phases pushes out of the window. */
  readonly padding: number;
  /** Share of a window; less where sound is made shorter, so that frames do not lie too far apart in the input. */
  readonly hop: number;
  /** To each side of an attack, where time runs at its own speed. */
  readonly zoneSeconds: number;
  readonly leastRiseDb: number;
  /** Above it partials are not told apart. */
  readonly partialsBelowHz: number;
  readonly pulses: { readonly reachSeconds: number; readonly belowHz: number; readonly pull: number } | null;
}

/** Found by bench/stretch.ts: each value is the middle of a range that meets every bar. */
export const ENGINES: Readonly<Record<StretchEngine, EngineSettings>> = {
  // two periods of the deepest voices; hops of 17 ms; at 44.1 kHz the transform has the length of the window, which takes
  // a third less time and gives away 0.5 dB
  voice: {
    windowSeconds: 0.0464,
    windowPower: 1,
    padding: 1,
    hop: 3 / 8,
    zoneSeconds: 0.01,
    leastRiseDb: 12,
    partialsBelowHz: 16_000,
    pulses: { reachSeconds: 0.005, belowHz: 4000, pull: 0.3 },
  },
  // side lobes of a squared Hann window are 100 dB down where the next string of a bass sounds
  music: {
    windowSeconds: 0.066,
    windowPower: 2,
    padding: 1.5,
    hop: 1 / 4,
    zoneSeconds: 0.025,
    leastRiseDb: 3,
    partialsBelowHz: 20_000,
    pulses: null,
  },
};

/** The smallest 2^k or 3·2^k that is no less than `length`. */
function transformLength(length: number): number {
  const power = 2 ** Math.ceil(Math.log2(length));
  return 0.75 * power >= length ? 0.75 * power : power;
}

/** Of the engine's hop: frames of the output come no closer, however short the sound is made. */
const LEAST_HOP_SHARE = 2 / 3;

/**
 * The settings in samples.
 *
 * @param ratio output length over input length, on the whole
 */
export function kernelShape(
  { windowSeconds, windowPower, padding, hop, partialsBelowHz, pulses }: EngineSettings,
  channelCount: number,
  sampleRate: number,
  ratio: number,
): KernelShape {
  const windowLength = 8 * Math.round((windowSeconds * sampleRate) / 8); // two times four lanes
  const fftLength = transformLength(padding * windowLength);
  return {
    channelCount,
    windowLength,
    hopLength: Math.round(hop * windowLength * Math.max(LEAST_HOP_SHARE, Math.min(1, ratio))),
    fftLength,
    partialBins: Math.max(
      8,
      Math.min(fftLength / 2 + 1, Math.ceil((partialsBelowHz * fftLength) / sampleRate)),
    ),
    windowPower,
    shapesTimbre: false,
    pulses: pulses && {
      reach: pulses.reachSeconds * sampleRate,
      bins: Math.ceil((pulses.belowHz * fftLength) / sampleRate),
      pull: pulses.pull,
    },
  };
}
