import type { Phrase, Syllable } from '../../dsp/analyse-speech.js';

/** A syllable and its number in the source. */
export interface NumberedSyllable extends Syllable {
  readonly index: number;
}

/** A breath of rap: the syllables that stay together and get one time map. */
export interface SourceLine {
  readonly syllables: readonly NumberedSyllable[];
  /** Whether a pause follows in the source; false where a phrase was broken. */
  readonly pauseAfter: boolean;
}

/** Syllables fewer than this are no line of their own unless the speaker paused around them. */
const FEWEST = 3;

/**
 * Breaks phrases that are too long for a line where the speaker breathes most: at long gaps and after lengthened
 * syllables, near the middle rather than near an end.
 *
 * @param mostSyllables >= 3
 * @returns lines in order; every syllable of every phrase is in exactly one
 */
export function cutLines(phrases: readonly Phrase[], mostSyllables: number): SourceLine[] {
  let index = 0;
  return phrases.flatMap(({ syllables }) => {
    const numbered = syllables.map((syllable) => ({ ...syllable, index: index++ }));
    const pieces = halve(numbered, mostSyllables);
    return pieces.map((piece, i) => ({ syllables: piece, pauseAfter: i === pieces.length - 1 }));
  });
}

function halve(syllables: NumberedSyllable[], most: number): NumberedSyllable[][] {
  if (syllables.length <= most) return [syllables];
  const typical = medianGap(syllables);
  let best = Number.NEGATIVE_INFINITY;
  let at = syllables.length >> 1;
  for (let i = FEWEST; i <= syllables.length - FEWEST; i++) {
    const gap = (syllables[i]!.pCentre - syllables[i - 1]!.pCentre) / typical;
    const offMiddle = Math.abs(i / syllables.length - 0.5);
    const score = Math.log(gap) + 0.3 * syllables[i - 1]!.stress - 1.5 * offMiddle;
    if (score > best) {
      best = score;
      at = i;
    }
  }
  return [...halve(syllables.slice(0, at), most), ...halve(syllables.slice(at), most)];
}

function medianGap(syllables: readonly Syllable[]): number {
  const gaps = syllables.slice(1).map(({ pCentre }, i) => pCentre - syllables[i]!.pCentre);
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0.2;
}
