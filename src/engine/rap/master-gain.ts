import { limitSource } from '../../dsp/limiter.js';
import { createLoudnessMeter } from '../../dsp/loudness.js';
import { applyGain } from '../../dsp/mix.js';
import type { BlockSource } from '../../dsp/types.js';
import { dbToGain } from '../../dsp/units.js';
import type { Spool } from './spool.js';

/** What {@link gainForLoudness} is to reach. */
export interface LoudnessWish {
  readonly sampleRate: number;
  readonly targetLufs: number;
  readonly ceilingDbtp: number;
  /** Loudness of the mix as it comes in, LUFS. */
  readonly mixLufs: number;
  /** Called after every stretch; may wait or throw to stop. */
  readonly onBlock: (stage: 'master', fraction: number) => Promise<void>;
}

/** A gain and what came of it. */
export interface Loud {
  readonly integratedLufs: number;
  readonly gainDb: number;
}

/** Every sixth stretch of this length is listened to: that tells the loudness of a song within 0.1 LU. */
const SAMPLE_SECONDS = 2;
const SAMPLE_EVERY = 6;
const MOST_ROUNDS = 6; // two do, unless the limiter has to take ten decibels
/** From so near one more correction lands. */
const CLOSE_LU = 0.2;

/**
 * Finds the gain at which the mix, once limited, is as loud as wanted, from a part of it: the part is to come out as
 * far from the target as it lies from the whole mix. The result depends on nothing but the song and the wish.
 *
 * @param mix neither silent nor empty
 * @returns dB
 */
export async function gainForLoudness(mix: Spool, wish: LoudnessWish): Promise<number> {
  const { targetLufs, mixLufs } = wish;
  let gainDb = targetLufs - mixLufs;
  const plain = await loudnessOfSample(mix, wish, 0, (source) => source);
  if (!Number.isFinite(plain)) return gainDb;
  const wanted = targetLufs + plain - mixLufs;
  let before: Loud | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const gain = gainDb;
    const limited = (source: BlockSource): BlockSource => limitedMix(source, gain, wish);
    const now = { integratedLufs: await loudnessOfSample(mix, wish, round, limited), gainDb };
    const off = wanted - now.integratedLufs;
    gainDb += off / loudnessPerGain(now, before);
    if (Math.abs(off) < CLOSE_LU) break;
    before = now;
  }
  return gainDb;
}

async function loudnessOfSample(
  mix: Spool,
  { sampleRate, onBlock }: LoudnessWish,
  round: number,
  through: (source: BlockSource) => BlockSource,
): Promise<number> {
  const meter = createLoudnessMeter({ sampleRate, channelCount: mix.channelCount });
  const length = Math.round(SAMPLE_SECONDS * sampleRate);
  const block = Array.from({ length: mix.channelCount }, () => new Float32Array(length));
  for (let start = 0; start < mix.length(); start += SAMPLE_EVERY * length) {
    through(mix.source(start)).read(block);
    meter.process(block);
    await onBlock('master', (round + start / mix.length()) / (MOST_ROUNDS + 1));
  }
  return meter.result().integratedLufs;
}

/** How much louder a decibel of gain makes the result: less than one, the more the limiter has to do. */
export function loudnessPerGain(now: Loud, before: Loud | undefined): number {
  if (!before) return 0.95;
  const slope = (now.integratedLufs - before.integratedLufs) / (now.gainDb - before.gainDb);
  return Math.min(1, Math.max(0.2, slope));
}

/** A source amplified and limited. */
export const limitedMix = (
  source: BlockSource,
  gainDb: number,
  { sampleRate, ceilingDbtp }: Pick<LoudnessWish, 'sampleRate' | 'ceilingDbtp'>,
): BlockSource => limitSource(amplified(source, dbToGain(gainDb)), { sampleRate, ceilingDbtp });

function amplified(source: BlockSource, gain: number): BlockSource {
  return {
    channelCount: source.channelCount,
    read(out) {
      source.read(out);
      for (const channel of out) applyGain(channel, gain);
    },
  };
}
