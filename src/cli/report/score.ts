import type { Score } from '../../engine/rap/score.js';
import { columns } from './columns.js';
import { measureRows } from './measures.js';

/**
 * A finished rap in lines: its file, what was decided about it, and its score.
 *
 * @param result what the task returned: `score` and a summary whose names carry their units
 */
export function rapLines(file: string | undefined, result: unknown): string[] {
  const lines = file === undefined ? [] : [file];
  if (typeof result !== 'object' || result === null) return lines;
  const { score, ...summary } = result as { readonly score?: Score };
  return [...lines, ...columns([...measureRows(summary), ...(isScore(score) ? scoreRows(score) : [])])];
}

/** The history may hold scores of an older shape; those are left to `--json`. */
function isScore(score: Score | undefined): score is Score {
  return typeof score?.syllables?.within15Ms === 'number' && typeof score.stretch?.medianLog2 === 'number';
}

function scoreRows({ syllables, stretch, ...rest }: Score): string[][] {
  const { within15Ms, within25Ms, chanceWithin25Ms, planned, missed } = syllables;
  const onGrid = `${percent(within15Ms)} of ${planned} syllables within 15 ms, ${percent(within25Ms)} within 25 ms`;
  return [
    ['on the grid', `${onGrid} (chance: ${percent(chanceWithin25Ms)})`],
    [
      'off the grid',
      `${milliseconds(syllables.meanDistanceMs)} on average, ${milliseconds(syllables.worstDistanceMs)} at worst, ${missed} not found`,
    ],
    [
      'stretch',
      `${times(stretch.medianLog2)} in the middle, 95 % below ${times(stretch.p95Log2)}, ${percent(stretch.outsideHalfToDouble)} beyond half or double`,
    ],
    ['loudness', `${rest.integratedLufs.toFixed(1)} LUFS (wanted ${rest.targetLufs.toFixed(1)})`],
    [
      'true peak',
      `${rest.truePeakDbtp.toFixed(1)} dBTP (at most ${rest.ceilingDbtp.toFixed(1)}), ${rest.clippedSamples} samples clipped`,
    ],
    ['speech used', percent(rest.speechUsed)],
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function times(log2: number): string {
  return `${(2 ** log2).toFixed(2)} times`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(1)} ms`;
}
