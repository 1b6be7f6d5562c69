import { createLoudnessMeter } from '../../dsp/loudness.js';
import { addGained, addSamples, applyGainCurve } from '../../dsp/mix.js';
import type { StemFile, StemName } from './output-files.js';
import type { Spool } from './spool.js';

/** Fills one stem block by block, in order. */
export interface StemPlayer {
  readonly name: StemName;
  /** Overwrites left and right with the song from sample `start` on. */
  play(start: number, out: readonly Float32Array[]): void;
  /** Amplitude ratios for the samples of this block; what was played times these is the stem. @default 1 */
  readonly gains?: Float32Array | undefined;
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
      await addPlayer(player, start, stem, mix, sinks.get(player.name));
    }
    await sinks.get('premaster')?.write(mix.map((side) => side.slice()));
    loudness.process(mix);
    mixSpool.write(mix);
    await options.onBlock((start + length) / lengthSamples);
  }
  return loudness.result().integratedLufs;
}

/** Plays into `stem`, adds that to the mix and gives it to the sink, if there is one: the same bits with and without. */
async function addPlayer(
  { play, gains }: StemPlayer,
  start: number,
  stem: readonly Float32Array[],
  mix: readonly Float32Array[],
  sink: BlockSink | undefined,
): Promise<void> {
  play(start, stem);
  for (let c = 0; c < mix.length; c++) {
    if (gains) addGained(mix[c]!, stem[c]!, gains);
    else addSamples(mix[c]!, stem[c]!);
  }
  if (!sink) return;
  if (gains) applyGainCurve(stem, gains);
  await sink.write(stem.map((side) => side.slice()));
}

const stereoBlock = (): Float32Array[] => [new Float32Array(BLOCK), new Float32Array(BLOCK)];

const firstOf = (channels: readonly Float32Array[], length: number): Float32Array[] =>
  channels.map((channel) => channel.subarray(0, length));
