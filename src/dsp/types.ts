/** Sound in memory. Every channel has the same length; full scale is ±1. */
export interface Pcm {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** At least one channel, each shape [length]. */
  readonly channels: readonly Float32Array[];
}

/** Linear magnitudes of a short-time transform, shape [frames, bins], row-major. */
export interface Spectrogram {
  readonly data: Float32Array;
  readonly frames: number;
  readonly bins: number;
}

/**
 * Sound that is made or changed block by block, in order, so that a long song never stands in memory whole.
 * A source adds nothing: it overwrites `out`.
 */
export interface BlockSource {
  /** Channels that {@link read} fills. */
  readonly channelCount: number;
  /** Writes the next `out[0].length` samples of every channel; silence after the end. */
  read(out: readonly Float32Array[]): void;
}

/** A process that keeps state between blocks and works in place on every channel. */
export interface BlockProcessor {
  process(channels: readonly Float32Array[]): void;
}

/** Uniform random numbers in [0, 1); seeded, so that the same seed gives the same sound. */
export type Random = () => number;
