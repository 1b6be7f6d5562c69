import { createCompressor } from './dynamics.js';
import { createBiquadCascade, highPass } from './filter.js';
import { createSaturator } from './saturate.js';
import type { BlockProcessor } from './types.js';

/** See {@link createDrumBus}. */
export interface DrumBusOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Channels that `process` will get. @default 2 */
  readonly channelCount?: number | undefined;
  /** Level from which the hits are held together, dBFS (sine). @default -16 */
  readonly thresholdDb?: number | undefined;
  /** Gain into the saturation, dB: more of it, denser and brighter. @default 2 */
  readonly driveDb?: number | undefined;
  /** Level that no sample exceeds, dBFS. @default -1 */
  readonly ceilingDb?: number | undefined;
}

/**
 * All drums together, in place: sub-sonic rumble out, hits glued by a slow, gentle compressor that lets their
 * attack through, and peaks rounded by mild saturation. Nothing is delayed.
 *
 * @throws {RangeError} if an option is outside its range
 */
export function createDrumBus(options: DrumBusOptions): BlockProcessor {
  const { sampleRate, channelCount = 2, thresholdDb = -16, driveDb = 2, ceilingDb = -1 } = options;
  const stages: BlockProcessor[] = [
    createBiquadCascade([highPass(sampleRate, 28)], channelCount),
    createCompressor({
      sampleRate,
      channelCount,
      thresholdDb,
      ratio: 2,
      kneeDb: 10,
      attackSeconds: 0.02,
      releaseSeconds: 0.12,
    }),
    createSaturator({ ceilingDb, driveDb }),
  ];
  return {
    process(channels) {
      for (const stage of stages) stage.process(channels);
    },
  };
}
