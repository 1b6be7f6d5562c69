import { firstLines, leadSyllables, type Plan } from './plan-view.js';
import { median, percentile, percentOf, round } from './statistics.js';

/** How hard the plan pulls at the vowels. */
export interface StretchMeasure {
  readonly medianOctaves: number;
  readonly highOctaves: number;
  /** Per cent outside 0.5 … 2. */
  readonly outside: number;
}

/** |log2 ratio| over all lead syllables, repeats included. */
export function measureStretch(plan: Plan): StretchMeasure {
  const octaves = leadSyllables(plan).map(({ stretch }) => Math.abs(Math.log2(stretch)));
  const outside = octaves.filter((value) => value > 1 + 1e-9).length;
  return {
    medianOctaves: round(median(octaves), 3),
    highOctaves: round(percentile(octaves, 0.95), 3),
    outside: round(percentOf(outside, octaves.length)),
  };
}

/** Whether the words come in their order and all of them. */
export interface OrderMeasure {
  /** Per cent of neighbours in first occurrences whose numbers and targets both rise. */
  readonly rising: number;
  /** Numbers that occur twice among first occurrences. */
  readonly twice: number;
  /** Numbers neither in a lead line nor inside a span that the plan says it left out. */
  readonly lost: number;
  /** Numbers inside such a span. */
  readonly leftOut: number;
  /** Distinct numbers in the plan and its left-out spans. */
  readonly found: number;
}

/**
 * Reads the order of first occurrences.
 *
 * @param analysed syllables that `rapgo analyze` counts: shows what is missing at the end; absent where unknown
 */
export function measureOrder(plan: Plan, analysed?: number): OrderMeasure {
  const syllables = firstLines(plan).flatMap((line) => line.syllables);
  let rising = 0;
  for (let n = 1; n < syllables.length; n++) {
    const [before, after] = [syllables[n - 1]!, syllables[n]!];
    if (after.syllable > before.syllable && after.target > before.target) rising++;
  }
  const planned = new Set(syllables.map((syllable) => syllable.syllable));
  const highest = Math.max(...planned, (analysed ?? 0) - 1);
  const missing = Array.from({ length: highest + 1 }, (_, n) => n).filter((n) => !planned.has(n));
  const leftOut = missing.filter((n) => isLeftOut(plan, n)).length;
  return {
    rising: syllables.length < 2 ? 100 : round(percentOf(rising, syllables.length - 1), 2),
    twice: syllables.length - planned.size,
    lost: missing.length - leftOut,
    leftOut,
    found: planned.size + leftOut,
  };
}

/** The plan's spans carry no numbers: a missing one must lie between its nearest planned neighbours. */
function isLeftOut(plan: Plan, number: number): boolean {
  let from = 0;
  let to = plan.source.durationSeconds;
  for (const { syllable, sourceStart, sourceEnd } of leadSyllables(plan)) {
    if (syllable < number) from = Math.max(from, sourceEnd);
    if (syllable > number) to = Math.min(to, sourceStart);
  }
  return plan.leftOut.some((span) => span.sourceEnd > from - 0.01 && span.sourceStart < to + 0.01);
}

/**
 * Share of P-centres heard in the source that lie in a planned syllable or a left-out span: speech that
 * the plan does not know of is lost too, though no number is missing.
 */
export function measureCoverage(plan: Plan, sourcePCentres: readonly number[]): number {
  const spans = [...leadSyllables(plan), ...plan.leftOut];
  const slack = 0.06;
  const inside = sourcePCentres.filter((time) =>
    spans.some((span) => time >= span.sourceStart - slack && time <= span.sourceEnd + slack),
  );
  return round(percentOf(inside.length, sourcePCentres.length));
}
