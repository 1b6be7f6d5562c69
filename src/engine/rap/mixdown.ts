import { createLoudnessMeter } from '../../dsp/loudness.js';
import type { Spool } from './spool.js';

/** Names of the stems of a mix: their sum is the premaster. The dry voice stands beside them. */
export const STEM_NAMES = ['voice', 'doubles', 'drums', 'bass', 'keys', 'beat'] as const;
/** One of {@link STEM_NAMES}. */
export type StemName = (typeof STEM_NAMES)[number];

/** Fills one stem block by block, in order. */
export interface StemPlayer {
  readonly name: StemName;
  /** Overwrites left and right with the song from sample `start` on. */
  play(start: number, out: readonly Float32Array[]): void;
}

/** Takes blocks of one file of sound. */
export interface BlockSink {
  write(channels: readonly Float32Array[]): Promise<void>;
}

/** What is mixed and where it goes. */
export interface MixdownOptions {
  readonly lengthSamples: number;
  readonly sampleRate: number;
  /** The lead before effects, one channel; played before the stems of the same block. */
  readonly dryVoice: (start: number, out: Float32Array) => Promise<void>;
  /** Gets the dry block first, since the voice decides how far the music steps back. */
  readonly players: (dry: Float32Array) => readonly StemPlayer[];
  readonly drySpool: Spool;
  readonly mixSpool: Spool;
  /** Where stems are wanted as files. */
  readonly sinks: ReadonlyMap<StemName | 'dry-voice' | 'premaster', BlockSink>;
  readonly onBlock: (fraction: number) => Promise<void>;
}

const BLOCK = 16_384;

/** Sums the stems into the mix spool. @returns loudness of the mix, LUFS */
export async function mixDown(options: MixdownOptions): Promise<number> {
  const { lengthSamples, sampleRate, drySpool, mixSpool, sinks } = options;
  const loudness = createLoudnessMeter({ sampleRate, channelCount: 2 });
  for (let start = 0; start < lengthSamples; start += BLOCK) {
    const length = Math.min(BLOCK, lengthSamples - start);
    const dry = new Float32Array(length);
    await options.dryVoice(start, dry);
    drySpool.write([dry]);
    await sinks.get('dry-voice')?.write([dry]);
    const mix = [new Float32Array(length), new Float32Array(length)];
    for (const player of options.players(dry)) {
      const stem = [new Float32Array(length), new Float32Array(length)];
      player.play(start, stem);
      await sinks.get(player.name)?.write(stem);
      mix.forEach((channel, c) => {
        const part = stem[c]!;
        for (let n = 0; n < length; n++) channel[n]! += part[n]!;
      });
    }
    await sinks.get('premaster')?.write(mix);
    loudness.process(mix);
    mixSpool.write(mix);
    await options.onBlock((start + length) / lengthSamples);
  }
  return loudness.result().integratedLufs;
}
