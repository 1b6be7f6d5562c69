import type { PlannedLine, PlannedSyllable } from './plan.js';
import { type GapSplit, splitGap } from './stretch-split.js';

/** One anchor of a line, seconds: this instant of the source is heard at this instant of the song. */
export type LineAnchor = readonly [source: number, song: number];

const HOLD_BEFORE_SECONDS = 0.012; // of an attack that is never stretched
const HOLD_AFTER_SECONDS = 0.03;
const EARLIER_SECONDS = 0.02; // of the source before the first consonant, faded in
const LATER_SECONDS = 0.06; // after the last sound, faded out
const LEAST_RISE_SECONDS = 1e-4;

/**
 * The time map of a line: every P-centre on its target, its attack at its own speed, the change of length in the
 * vowel and, where a vowel cannot take all, in the consonants that follow.
 *
 * @returns anchors rising on both sides; the first and last lie a little outside the syllables, for fades
 */
export function lineAnchors({ syllables }: PlannedLine): LineAnchor[] {
  const first = syllables[0]!;
  const anchors: LineAnchor[] = [];
  const begin = Math.max(0, first.sourceStart - EARLIER_SECONDS);
  anchors.push([begin, first.target - (first.sourcePCentre - begin)]);
  syllables.forEach((syllable, i) => {
    addAttack(anchors, syllable, syllables[i - 1], syllables[i + 1]);
  });
  const last = syllables.at(-1)!;
  const end = last.sourceEnd + LATER_SECONDS;
  anchors.push([end, last.target + (end - last.sourcePCentre)]);
  return anchors.filter(rises);
}

function addAttack(
  anchors: LineAnchor[],
  syllable: PlannedSyllable,
  before: PlannedSyllable | undefined,
  next: PlannedSyllable | undefined,
): void {
  const centre = syllable.sourcePCentre;
  if (before) {
    const { onsetRatio } = splitBetween(before, syllable);
    const onset = centre - syllable.sourceStart;
    anchors.push([syllable.sourceStart, syllable.target - onset * onsetRatio]);
    const hold = Math.min(HOLD_BEFORE_SECONDS, onset / 2, (onset * onsetRatio) / 2);
    anchors.push([centre - hold, syllable.target - hold]);
  }
  anchors.push([centre, syllable.target]);
  if (!next) return;
  const { vowelRatio } = splitBetween(syllable, next);
  const vowel = next.sourceStart - centre;
  const hold = Math.min(HOLD_AFTER_SECONDS, 0.4 * vowel, 0.4 * vowel * vowelRatio);
  anchors.push([centre + hold, syllable.target + hold]);
}

/** How the time between two neighbours of a line is shared, by their targets as they stand in the plan. */
export const splitBetween = (left: PlannedSyllable, right: PlannedSyllable): GapSplit =>
  splitGap(times(left), times(right), right.target - left.target);

const times = ({ sourceStart, sourcePCentre }: PlannedSyllable): { start: number; pCentre: number } => ({
  start: sourceStart,
  pCentre: sourcePCentre,
});

function rises([source, song]: LineAnchor, i: number, anchors: readonly LineAnchor[]): boolean {
  const before = anchors[i - 1];
  return !before || (source - before[0] > LEAST_RISE_SECONDS && song - before[1] > LEAST_RISE_SECONDS);
}
