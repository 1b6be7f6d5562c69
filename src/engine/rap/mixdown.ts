import { createLoudnessMeter } from '../../dsp/loudness.js';
import type { StemFile, StemName } from './output-files.js';
import type { Spool } from './spool.js';

/** Fills one stem block by block, in order. */
export interface StemPlayer {
  readonly name: StemName;
  /** Overwrites left and right with the song from sample `start` on. */
  play(start: number, out: readonly Float32Array[]): void;
}

/** One block of a song before it is summed. */
export interface MixBlock {
  /** The lead before effects. */
  readonly dry: Float32Array;
  readonly players: readonly StemPlayer[];
}

/** Takes blocks of one file of sound. */
export interface BlockSink {
  write(channels: readonly Float32Array[]): Promise<void>;
}

/** What is mixed and where it goes. */
export interface MixdownOptions {
  readonly lengthSamples: number;
  readonly sampleRate: number;
  /** The next block of the lead, and the stems that sound with it; called in order, once a block. */
  readonly nextBlock: (start: number, length: number) => Promise<MixBlock>;
  readonly drySpool: Spool;
  readonly mixSpool: Spool;
  /** Where stems are wanted as files. */
  readonly sinks: ReadonlyMap<StemFile, BlockSink>;
  readonly onBlock: (fraction: number) => Promise<void>;
}

const BLOCK = 16_384;

/** Sums the stems into the mix spool. @returns loudness of the mix, LUFS */
export async function mixDown(options: MixdownOptions): Promise<number> {
  const { lengthSamples, sampleRate, drySpool, mixSpool, sinks } = options;
  const loudness = createLoudnessMeter({ sampleRate, channelCount: 2 });
  const buffers = { mix: stereoBlock(), stem: stereoBlock() }; // one set for all blocks: garbage costs time
  for (let start = 0; start < lengthSamples; start += BLOCK) {
    const length = Math.min(BLOCK, lengthSamples - start);
    const mix = firstOf(buffers.mix, length);
    const stem = firstOf(buffers.stem, length);
    const { dry, players } = await options.nextBlock(start, length);
    drySpool.write([dry]);
    await sinks.get('dry-voice')?.write([dry]);
    for (const side of mix) side.fill(0);
    for (const player of players) {
      player.play(start, stem);
      await sinks.get(player.name)?.write(stem.map((side) => side.slice()));
      for (let c = 0; c < mix.length; c++) addTo(mix[c]!, stem[c]!);
    }
    await sinks.get('premaster')?.write(mix.map((side) => side.slice()));
    loudness.process(mix);
    mixSpool.write(mix);
    await options.onBlock((start + length) / lengthSamples);
  }
  return loudness.result().integratedLufs;
}

function addTo(sum: Float32Array, part: Float32Array): void {
  for (let n = 0; n < sum.length; n++) sum[n] = sum[n]! + part[n]!;
}

const stereoBlock = (): Float32Array[] => [new Float32Array(BLOCK), new Float32Array(BLOCK)];

const firstOf = (channels: readonly Float32Array[], length: number): Float32Array[] =>
  channels.map((channel) => channel.subarray(0, length));
