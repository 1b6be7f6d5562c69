import type { KernelShape } from './frame-kernel.js';

/** What a stretcher is tuned for. */
export type StretchEngine = 'voice' | 'music';

/** Times in seconds, so that every sample rate sounds alike. */
export interface EngineSettings {
  readonly windowSeconds: number;
  readonly windowPower: number;
  /** Share of a window. */
  readonly hop: number;
  /** To each side of an attack, where time runs at its own speed. */
  readonly zoneSeconds: number;
  readonly leastRiseDb: number;
  readonly pulses: { readonly reachSeconds: number; readonly belowHz: number; readonly pull: number } | null;
}

/** Found by bench/stretch.ts: each value is the middle of a range that meets every bar. */
export const ENGINES: Readonly<Record<StretchEngine, EngineSettings>> = {
  // two periods of the deepest voices; hops of 17 ms
  voice: {
    windowSeconds: 0.0464,
    windowPower: 1,
    hop: 3 / 8,
    zoneSeconds: 0.01,
    leastRiseDb: 12,
    pulses: { reachSeconds: 0.005, belowHz: 4000, pull: 0.3 },
  },
  // side lobes of a squared Hann window are 100 dB down where the next string of a bass sounds
  music: {
    windowSeconds: 0.08,
    windowPower: 2,
    hop: 1 / 4,
    zoneSeconds: 0.025,
    leastRiseDb: 6,
    pulses: null,
  },
};

/** The settings in samples. */
export function kernelShape(
  { windowSeconds, windowPower, hop, pulses }: EngineSettings,
  channelCount: number,
  sampleRate: number,
): KernelShape {
  const windowLength = 2 * Math.round((windowSeconds * sampleRate) / 2);
  const fftLength = 2 ** Math.ceil(Math.log2(1.5 * windowLength));
  return {
    channelCount,
    windowLength,
    hopLength: Math.round(hop * windowLength),
    fftLength,
    windowPower,
    pulses: pulses && {
      reach: pulses.reachSeconds * sampleRate,
      bins: Math.ceil((pulses.belowHz * fftLength) / sampleRate),
      pull: pulses.pull,
    },
  };
}
