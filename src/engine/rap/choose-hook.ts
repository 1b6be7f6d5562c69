import type { SourceLine } from './lines.js';

const BEST_LENGTH = 7; // syllables: what people sing along

/**
 * The line people would remember: short, strongly spoken, ending on a strong syllable, set off by a pause. Only
 * the first part of the speech counts, since the hook comes after the first verse.
 *
 * @param lines at least one
 */
export function chooseHook(lines: readonly SourceLine[], firstVerseLines: number): SourceLine {
  let best = lines[0]!;
  let top = Number.NEGATIVE_INFINITY;
  lines.slice(0, Math.max(1, firstVerseLines)).forEach((line) => {
    const { syllables } = line;
    const stress = syllables.reduce((sum, s) => sum + s.stress, 0) / syllables.length;
    const length = Math.abs(Math.log(syllables.length / BEST_LENGTH));
    const score = 2 * stress + syllables.at(-1)!.stress - 1.5 * length + (line.pauseAfter ? 0.5 : 0);
    if (score <= top) return;
    top = score;
    best = line;
  });
  return best;
}
