import { countMatches, nearestOffsets } from './match.js';
import { median, percentOf, round } from './statistics.js';

/** Beyond this a found onset belongs to another syllable, seconds. */
const SAME_SYLLABLE = 0.08;

/** Found onsets against known ones; per cent of the known ones. */
export interface OnsetScore {
  readonly known: number;
  readonly found: number;
  readonly within10: number;
  readonly within25: number;
  readonly within40: number;
  readonly missed: number;
  readonly spurious: number;
  /** Median of found − known; taken out before the figures above, as it depends on the definition. */
  readonly offsetMs: number;
}

/** Scores several recordings as one. */
export function scoreOnsets(
  recordings: readonly { readonly found: readonly number[]; readonly known: readonly number[] }[],
): OnsetScore {
  const misses = recordings.flatMap(({ found, known }) => nearestOffsets(found, known));
  const offset = median(misses.filter((miss) => Math.abs(miss) <= SAME_SYLLABLE));
  const sum = (count: (recording: (typeof recordings)[number]) => number): number =>
    recordings.reduce((total, recording) => total + count(recording), 0);
  const matched = (tolerance: number): number =>
    sum(({ found, known }) =>
      countMatches(
        found,
        known.map((time) => time + offset),
        tolerance,
      ),
    );
  const [known, found] = [sum((r) => r.known.length), sum((r) => r.found.length)];
  const heard = matched(SAME_SYLLABLE);
  return {
    known,
    found,
    within10: round(percentOf(matched(0.01), known)),
    within25: round(percentOf(matched(0.025), known)),
    within40: round(percentOf(matched(0.04), known)),
    missed: round(percentOf(known - heard, known)),
    spurious: round(percentOf(found - heard, known)),
    offsetMs: round(offset * 1000),
  };
}
