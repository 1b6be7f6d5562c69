import { syllableFrames } from '../../src/dsp/syllable.js';
import { VOWEL_HOP_SECONDS, type VowelCurves } from '../../src/dsp/vowel-net.js';
import { defaultClipFolder, readClips } from '../score/clips.js';
import { decodeMono } from '../score/sound.js';
import { framesOf } from './frames.js';
import type { Network } from './network.js';
import { RATE, type Span, type Spoken } from './spoken.js';
import { predict } from './train.js';

/** How well syllables are found in speech whose vowels are known. */
export interface Figures {
  readonly vowels: number;
  /** Share of vowels with a syllable from 60 ms before to 80 ms after their beginning. */
  readonly recall: number;
  /** Share of syllables that have such a vowel. */
  readonly precision: number;
  /** Mean over clips of |found − true| / true. */
  readonly countError: number;
}

const EARLY_SECONDS = 0.06;
const LATE_SECONDS = 0.08;

/** Curves of one clip. */
export const curvesOf = (net: Network, clip: Spoken): VowelCurves => predict(net, framesOf([clip]));

/** Judges a network on clips it has not learnt from. */
export function evaluate(net: Network, clips: readonly Spoken[]): Figures {
  let [hits, vowels, syllables, error] = [0, 0, 0, 0];
  for (const clip of clips) {
    const found = syllableFrames(curvesOf(net, clip)).map((frame) => frame * VOWEL_HOP_SECONDS);
    hits += matches(clip.vowels, found);
    vowels += clip.vowels.length;
    syllables += found.length;
    error += Math.abs(found.length - clip.vowels.length) / Math.max(1, clip.vowels.length);
  }
  return {
    vowels,
    recall: hits / Math.max(1, vowels),
    precision: hits / Math.max(1, syllables),
    countError: error / Math.max(1, clips.length),
  };
}

/** Vowels that have a syllable of their own, the nearest first come. */
function matches(vowels: readonly Span[], found: readonly number[]): number {
  const free = new Set(found);
  let hits = 0;
  for (const { start } of vowels) {
    const near = [...free].filter((at) => at >= start - EARLY_SECONDS && at <= start + LATE_SECONDS);
    const best = near.sort((a, b) => Math.abs(a - start) - Math.abs(b - start))[0];
    if (best === undefined) continue;
    free.delete(best);
    hits++;
  }
  return hits;
}

/** Syllables found in recordings of people whose syllables were counted by hand; empty where there are none. */
export async function countRealClips(
  net: Network,
): Promise<{ readonly name: string; readonly counted: number; readonly found: number }[]> {
  const clips = await readClips(defaultClipFolder()).catch(() => []);
  const rows: { name: string; counted: number; found: number }[] = [];
  for (const { name, file, syllables } of clips) {
    if (syllables === undefined) continue;
    const { data } = await decodeMono(file, RATE);
    const found = syllableFrames(curvesOf(net, { voice: name, sound: data, vowels: [] })).length;
    rows.push({ name, counted: syllables, found });
  }
  return rows;
}
