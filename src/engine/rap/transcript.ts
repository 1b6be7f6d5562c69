import type { Phrase } from '../../dsp/analyse-speech.js';
import { RapgoError } from '../errors.js';

/** A word of a transcript and how many syllables it is spoken with. */
export interface TranscriptWord {
  readonly text: string;
  readonly syllables: number;
}

/**
 * Splits a transcript into words with syllable counts.
 *
 * @returns one entry per word, marks at its edges removed
 */
export function readTranscript(text: string): TranscriptWord[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word.length > 0)
    .map((word) => ({ text: word, syllables: countSyllables(word) }));
}

/** Syllables of a written word: groups of vowels, less what English leaves silent. At least 1. */
export function countSyllables(word: string): number {
  const lower = word.toLowerCase().normalize('NFC');
  const plain = lower.normalize('NFD').replace(/\p{M}/gu, '');
  const groups = plain.match(/[aeiouy]+|[аеиоуыэюя]|[αεηιουω]+/g)?.length ?? 0;
  // “make, whole, used”, not “table, café, wanted, apples”
  const silentE = /(?:[^aeiouyl]|[aeiouy]l)e$/.test(lower) || /[aeiouy][^aeiouyé]+(?:es|ed)$/.test(lower);
  const sounded = /(?:[td]ed|[sxz]es|[cs]hes|[cg]es|[^aeiouylr]l(?:es|ed))$/.test(lower);
  const silent = (silentE && !sounded ? 1 : 0) + (SILENT_WITHIN.test(plain) ? 1 : 0);
  return Math.max(1, groups - silent + (plain.match(HIATUS)?.length ?? 0));
}

/** The e inside “something, every, therefore, homework”. */
const SILENT_WITHIN = /^(?:some|every|there|where|here|more|fore|home|life|time)(?=[a-z]{3})/;
/** Vowels side by side that are two syllables: “radio, actual, video, going, quiet, create, idea”. */
const HIATUS =
  /(?<![ct])i(?:a|o(?!u|n)|u(?!s))|[^q]u(?:a|o)|(?<!p)eo|[aeiouy](?=ings?$)|(?<=^(?:qu|sc|d|cl|s))i(?=e[nt])|(?<=^cr)e(?=at)|(?<=[aeiouy][^aeiouy]+)e(?=a$)/g;

/** @throws {RapgoError} `request/unmet` where a transcript's length cannot belong to the speech */
export function checkTranscriptFits(words: readonly TranscriptWord[], heard: number): void {
  const written = words.reduce((sum, { syllables }) => sum + syllables, 0);
  if (written > 0 && Math.abs(written - heard) <= Math.max(4, 0.35 * Math.max(written, heard))) return;
  throw new RapgoError(
    'request/unmet',
    `the transcript has about ${written} syllables, but ${heard} were heard in the speech`,
    { hint: 'check that the transcript holds the words of this recording, all of them and no others' },
  );
}

const COUNT_COST = 1; // per syllable a word has too many or too few
const ACROSS_PAUSE_COST = 3; // a word that goes on after a pause

/**
 * Gives every syllable its word: in order, with about the written counts, and word ends at pauses. A word too swift to
 * have been heard apart shares the syllable of the next one.
 *
 * @returns word, or words with spaces between, by syllable number; the later syllables of a word carry it as `-`
 */
export function alignWords(
  words: readonly TranscriptWord[],
  phrases: readonly Phrase[],
): Map<number, string> {
  const pausesBefore = new Set<number>();
  let total = 0;
  for (const { syllables } of phrases) {
    pausesBefore.add(total);
    total += syllables.length;
  }
  const counts = bestCounts(words, total, pausesBefore);
  const aligned = new Map<number, string>();
  let syllable = 0;
  let last = -1; // first syllable of the last word heard
  let swift: string[] = [];
  counts.forEach((count, w) => {
    swift.push(words[w]!.text);
    if (count === 0) return;
    last = syllable;
    aligned.set(last, swift.join(' '));
    swift = [];
    for (syllable++; syllable < last + count; syllable++) aligned.set(syllable, '-');
  });
  if (last >= 0 && swift.length > 0) aligned.set(last, [aligned.get(last)!, ...swift].join(' '));
  return aligned;
}

/** Dynamic programming over (words used, syllables used); a word takes 0 to 3 more or fewer than written. */
function bestCounts(
  words: readonly TranscriptWord[],
  total: number,
  pausesBefore: ReadonlySet<number>,
): number[] {
  const width = total + 1;
  const cost = new Float64Array((words.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const taken = new Uint8Array((words.length + 1) * width);
  cost[0] = 0;
  words.forEach(({ syllables }, w) => {
    for (let used = 0; used <= total; used++) {
      const before = cost[w * width + used]!;
      if (before === Number.POSITIVE_INFINITY) continue;
      for (let count = Math.max(0, syllables - 3); count <= syllables + 3 && used + count <= total; count++) {
        let across = 0;
        for (let i = 1; i < count; i++) if (pausesBefore.has(used + i)) across++;
        const lost = count === 0 ? 1.5 : 0;
        const c = before + COUNT_COST * Math.abs(count - syllables) + ACROSS_PAUSE_COST * across + lost;
        const at = (w + 1) * width + used + count;
        if (c < cost[at]!) {
          cost[at] = c;
          taken[at] = count;
        }
      }
    }
  });
  const counts: number[] = [];
  let used = total;
  for (let w = words.length; w > 0; w--) {
    const count = taken[w * width + used]!;
    counts.push(count);
    used -= count;
  }
  return counts.reverse();
}

/**
 * Finds words in the aligned transcript.
 *
 * @returns numbers of the syllables from the first to the last word of the first place that fits
 * @throws {RapgoError} `request/unmet` where the words do not stand in the transcript in this order
 */
export function findWords(
  wanted: string,
  aligned: ReadonlyMap<number, string>,
): { from: number; to: number } {
  const normal = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const spoken = [...aligned].flatMap(([syllable, words]) =>
    words === '-' ? [] : words.split(' ').map((word) => ({ syllable, word: normal(word) })),
  );
  const phrase = readTranscript(wanted).map(({ text }) => normal(text));
  for (let start = 0; phrase.length > 0 && start + phrase.length <= spoken.length; start++) {
    if (!phrase.every((word, i) => spoken[start + i]!.word === word)) continue;
    const last = spoken[start + phrase.length - 1]!.syllable;
    const next = spoken.find(({ syllable }) => syllable > last);
    return { from: spoken[start]!.syllable, to: next ? next.syllable - 1 : Math.max(...aligned.keys()) };
  }
  throw new RapgoError('request/unmet', `the hook “${wanted}” does not stand in the transcript`, {
    hint: 'give words that follow each other in the transcript, or leave --hook out',
  });
}
