import { limitSource } from '../../dsp/limiter.js';
import { createLoudnessMeter } from '../../dsp/loudness.js';
import { createTruePeakMeter } from '../../dsp/true-peak.js';
import type { BlockSource } from '../../dsp/types.js';
import { dbToGain } from '../../dsp/units.js';
import type { OutputFormat } from '../ports/media.js';
import { createSpool, type Spool } from './spool.js';

/** How a mix becomes a record. */
export interface MasterOptions {
  readonly sampleRate: number;
  readonly targetLufs: number;
  readonly ceilingDbtp: number;
  /** Loudness of the mix as it comes in, LUFS. */
  readonly mixLufs: number;
  /** Path for the finished samples. */
  readonly spoolFile: string;
  /** Called after every block; may wait or throw to stop. */
  readonly onBlock: (fraction: number) => Promise<void>;
}

/** Finished samples and what they measure. */
export interface Master {
  readonly spool: Spool;
  readonly integratedLufs: number;
  readonly rangeLu: number;
  readonly truePeakDbtp: number;
  readonly clippedSamples: number;
  readonly gainDb: number;
}

const BLOCK = 16_384;
const TOLERANCE_LU = 0.1;
const MOST_PASSES = 4;

/** What a lossy codec adds to peaks; the limiter stays this much lower, so that the decoded file keeps the ceiling. */
export const CODEC_HEADROOM_DB: Readonly<Record<OutputFormat, number>> = {
  wav: 0,
  flac: 0,
  mp3: 0.8,
  opus: 0.8,
  m4a: 0.8,
};

/**
 * One static gain to the target loudness, then a true-peak limiter. As limiting takes loudness away, the result is
 * measured and the pass repeated with a corrected gain until it fits.
 */
export async function masterMix(mix: Spool, options: MasterOptions): Promise<Master> {
  const silent = !Number.isFinite(options.mixLufs);
  let gainDb = silent ? 0 : options.targetLufs - options.mixLufs;
  let before: Master | undefined;
  for (let pass = 1; ; pass++) {
    const master = await limitedPass(mix, gainDb, pass, options);
    const off = options.targetLufs - master.integratedLufs;
    if (silent || pass === MOST_PASSES || Math.abs(off) <= TOLERANCE_LU) return master;
    master.spool.close();
    gainDb += off / loudnessPerGain(master, before);
    before = master;
  }
}

/** How much louder a decibel of gain makes the result: less than one, the more the limiter has to do. */
function loudnessPerGain(now: Master, before: Master | undefined): number {
  if (!before) return 0.95;
  const slope = (now.integratedLufs - before.integratedLufs) / (now.gainDb - before.gainDb);
  return Math.min(1, Math.max(0.2, slope));
}

async function limitedPass(
  mix: Spool,
  gainDb: number,
  pass: number,
  options: MasterOptions,
): Promise<Master> {
  const { sampleRate, ceilingDbtp } = options;
  const limited = limitSource(amplified(mix.source(), dbToGain(gainDb)), { sampleRate, ceilingDbtp });
  const spool = createSpool(`${options.spoolFile}.${pass}`, mix.channelCount);
  const meters = { sampleRate, channelCount: mix.channelCount };
  const loudness = createLoudnessMeter(meters);
  const truePeak = createTruePeakMeter(meters);
  let clippedSamples = 0;
  const buffers = Array.from({ length: mix.channelCount }, () => new Float32Array(BLOCK));
  for (let at = 0; at < mix.length(); at += BLOCK) {
    const length = Math.min(BLOCK, mix.length() - at);
    const block = buffers.map((channel) => channel.subarray(0, length));
    limited.read(block);
    loudness.process(block);
    truePeak.process(block);
    for (const channel of block) for (const x of channel) if (Math.abs(x) >= 1) clippedSamples++;
    spool.write(block);
    await options.onBlock((at + length) / mix.length());
  }
  const { integratedLufs, rangeLu } = loudness.result();
  return { spool, integratedLufs, rangeLu, truePeakDbtp: truePeak.result(), clippedSamples, gainDb };
}

function amplified(source: BlockSource, gain: number): BlockSource {
  return {
    channelCount: source.channelCount,
    read(out) {
      source.read(out);
      for (const channel of out) for (let n = 0; n < channel.length; n++) channel[n]! *= gain;
    },
  };
}
