import { mkdir } from 'node:fs/promises';
import type { Clip } from './clips.js';
import { firstLines, type Plan, type PlannedLine } from './plan-view.js';
import { recognise } from './recogniser.js';
import { cut, decodeMono, joinParts, type Mono } from './sound.js';
import { percentOf, round } from './statistics.js';
import { countWordErrors, wordsOf } from './word-error.js';

/** Room around a phrase, at most half the way to its neighbour, and the pause put between phrases. */
const MARGIN_SECONDS = 0.08;
const PAUSE_SECONDS = 0.3;

/** Words got wrong of one clip: uncut, its phrases cut from the source, the same from the rap. */
export interface WordScore {
  readonly words: number;
  readonly uncut: number;
  readonly source: number;
  readonly rap: number;
  readonly heardInSource: string;
  readonly heardInRap: string;
}

/** A rap whose words are to be heard. */
export interface WordCase {
  readonly key: string;
  readonly clip: Clip;
  readonly dryVoice: string;
  readonly plan: Plan;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const sourceSpan = ({ syllables }: PlannedLine): Span => ({
  start: Math.min(...syllables.map((syllable) => syllable.sourceStart)),
  end: Math.max(...syllables.map((syllable) => syllable.sourceEnd)),
});

/** Consonants before the P-centre keep their length; the vowel has the stretch of the plan. */
const rapSpan = ({ syllables }: PlannedLine): Span => {
  const [first, last] = [syllables[0]!, syllables.at(-1)!];
  return {
    start: first.target - (first.sourcePCentre - first.sourceStart),
    end: last.target + (last.sourceEnd - last.sourcePCentre) * last.stretch,
  };
};

/** Cuts the phrases in their order and sets them apart by equal pauses, so that both sides are cut alike. */
export function cutPhrases(sound: Mono, spans: readonly Span[]): Mono {
  const byTime = [...spans].sort((a, b) => a.start - b.start);
  const parts = spans.map((span) => {
    const place = byTime.indexOf(span);
    const before = span.start - (byTime[place - 1]?.end ?? Number.NEGATIVE_INFINITY);
    const after = (byTime[place + 1]?.start ?? Number.POSITIVE_INFINITY) - span.end;
    const margin = (gap: number): number => Math.max(0, Math.min(MARGIN_SECONDS, gap / 2));
    return cut(sound, span.start - margin(before), span.end + margin(after));
  });
  return joinParts(parts, sound.sampleRate, PAUSE_SECONDS);
}

/** Recognises every clip three times over (uncut, cut, rapped) and counts wrong words. */
export async function measureWords(
  cases: readonly WordCase[],
  scratch: string,
): Promise<Map<string, WordScore>> {
  await mkdir(scratch, { recursive: true });
  const utterances = new Map<string, Mono>();
  for (const { key, clip, dryVoice, plan } of cases) {
    const lines = firstLines(plan);
    const source = await decodeMono(clip.file);
    utterances.set(`${key}.uncut`, source);
    utterances.set(`${key}.source`, cutPhrases(source, lines.map(sourceSpan)));
    utterances.set(`${key}.rap`, cutPhrases(await decodeMono(dryVoice), lines.map(rapSpan)));
  }
  const heard = await recognise(utterances, scratch);
  const scores = new Map<string, WordScore>();
  for (const { key, clip } of cases) {
    const reference = wordsOf(clip.text ?? '');
    const errors = (part: string): number =>
      countWordErrors(reference, wordsOf(heard.get(`${key}.${part}`) ?? ''));
    scores.set(key, {
      words: reference.length,
      uncut: errors('uncut'),
      source: errors('source'),
      rap: errors('rap'),
      heardInSource: heard.get(`${key}.source`) ?? '',
      heardInRap: heard.get(`${key}.rap`) ?? '',
    });
  }
  return scores;
}

/** Word error rates over several clips, per cent of all their words. */
export function sumWords(scores: readonly WordScore[]): { uncut: number; source: number; rap: number } {
  const total = (part: (score: WordScore) => number): number =>
    scores.reduce((sum, score) => sum + part(score), 0);
  const words = total((score) => score.words);
  return {
    uncut: round(
      percentOf(
        total((score) => score.uncut),
        words,
      ),
    ),
    source: round(
      percentOf(
        total((score) => score.source),
        words,
      ),
    ),
    rap: round(
      percentOf(
        total((score) => score.rap),
        words,
      ),
    ),
  };
}
