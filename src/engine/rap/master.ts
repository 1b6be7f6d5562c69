import { createLoudnessMeter } from '../../dsp/loudness.js';
import { createTruePeakMeter } from '../../dsp/true-peak.js';
import type { OutputFormat } from '../ports/media.js';
import { gainForLoudness, limitedMix, loudnessPerGain } from './master-gain.js';
import type { Spool } from './spool.js';

/** Where one attempt at a record goes, while it is made: encoding takes its time on another core. */
export interface MasterTake {
  /** Takes the next block; it may be overwritten once this has resolved. */
  write(channels: readonly Float32Array[]): Promise<void>;
  /** Gives up: the loudness missed, and another take follows. */
  discard(): Promise<void>;
}

/** How a mix becomes a record. */
export interface MasterOptions<Take extends MasterTake> {
  readonly sampleRate: number;
  readonly targetLufs: number;
  readonly ceilingDbtp: number;
  /** Loudness of the mix as it comes in, LUFS. */
  readonly mixLufs: number;
  /** Begins a take; nearly always only one is needed. */
  readonly openTake: () => Promise<Take>;
  /** Called between blocks, with how far the stage is; may wait or throw to stop. */
  readonly onBlock: (stage: 'master' | 'write', fraction: number) => Promise<void>;
}

/** What the finished samples measure. */
export interface Measures {
  readonly integratedLufs: number;
  readonly rangeLu: number;
  readonly truePeakDbtp: number;
  readonly clippedSamples: number;
}

/** The finished record: the take that fits, complete but not closed. */
export interface Master<Take extends MasterTake> extends Measures {
  readonly take: Take;
  readonly gainDb: number;
}

const BLOCK = 65_536;
const TOLERANCE_LU = 0.1;
const MOST_TAKES = 4;

/** What a lossy codec adds to peaks; the limiter stays this much lower, so that the decoded file keeps the ceiling. */
export const CODEC_HEADROOM_DB: Readonly<Record<OutputFormat, number>> = {
  wav: 0,
  flac: 0,
  mp3: 0.8,
  opus: 0.8,
  m4a: 0.8,
};

/**
 * One static gain to the target loudness, then a true-peak limiter. As limiting takes loudness away, what it takes is
 * measured on a part of the song first; should a take still miss, it is repeated with a corrected gain.
 */
export async function masterMix<Take extends MasterTake>(
  mix: Spool,
  options: MasterOptions<Take>,
): Promise<Master<Take>> {
  const silent = !Number.isFinite(options.mixLufs);
  let gainDb = silent ? 0 : await gainForLoudness(mix, options);
  let before: Master<Take> | undefined;
  for (let count = 1; ; count++) {
    const master = await record(mix, gainDb, options);
    const off = options.targetLufs - master.integratedLufs;
    if (silent || count === MOST_TAKES || Math.abs(off) <= TOLERANCE_LU) return master;
    await master.take.discard();
    gainDb += off / loudnessPerGain(master, before);
    before = master;
  }
}

/** One way through the song: limited, measured and written at once. */
async function record<Take extends MasterTake>(
  mix: Spool,
  gainDb: number,
  options: MasterOptions<Take>,
): Promise<Master<Take>> {
  const limited = limitedMix(mix.source(), gainDb, options);
  const meters = { sampleRate: options.sampleRate, channelCount: mix.channelCount };
  const loudness = createLoudnessMeter(meters);
  const truePeak = createTruePeakMeter(meters);
  let clippedSamples = 0;
  const buffers = Array.from({ length: mix.channelCount }, () => new Float32Array(BLOCK));
  const take = await options.openTake();
  try {
    for (let at = 0; at < mix.length(); at += BLOCK) {
      const length = Math.min(BLOCK, mix.length() - at);
      const block = buffers.map((channel) => channel.subarray(0, length));
      limited.read(block);
      loudness.process(block);
      truePeak.process(block);
      for (const channel of block) clippedSamples += countClipped(channel);
      await take.write(block);
      await options.onBlock('write', (at + length) / mix.length());
    }
  } catch (error) {
    await take.discard();
    throw error;
  }
  const { integratedLufs, rangeLu } = loudness.result();
  return { take, integratedLufs, rangeLu, truePeakDbtp: truePeak.result(), clippedSamples, gainDb };
}

function countClipped(samples: Float32Array): number {
  let count = 0;
  for (let n = 0; n < samples.length; n++) if (Math.abs(samples[n]!) >= 1) count++;
  return count;
}
