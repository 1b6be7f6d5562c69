import type { GridScore } from './grid.js';
import type { Row } from './row.js';

/** A limit and what a row has of it; undefined where the row lacks the figure. */
interface Bar {
  readonly name: string;
  readonly limit: string;
  readonly value: (row: Row) => number | undefined;
  readonly holds: (value: number) => boolean;
  /** How far beyond the limit. */
  readonly excess: (value: number) => number;
}

const atLeast = (limit: number) => ({
  limit: `≥ ${limit}`,
  holds: (value: number) => value >= limit,
  excess: (value: number) => limit - value,
});
const atMost = (limit: number) => ({
  limit: `≤ ${limit}`,
  holds: (value: number) => value <= limit,
  excess: (value: number) => value - limit,
});

const gridBars = (name: string, score: (row: Row) => GridScore | undefined): Bar[] => [
  { name: `${name}, % within 15 ms`, ...atLeast(90), value: (row) => score(row)?.within15 },
  { name: `${name}, % within 25 ms`, ...atLeast(97), value: (row) => score(row)?.within25 },
];

const difference = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.abs(a - b);

const over = (peak: number | undefined, ceiling: number | undefined): number | undefined =>
  peak === undefined || ceiling === undefined ? undefined : peak - ceiling;

/** Difference to the hand count in per cent, from the plan or from `analyze`. */
const countError = (row: Row, found: number | null | undefined): number | undefined => {
  const truth = row.syllables?.truth;
  if (truth === null || truth === undefined || found === null || found === undefined) return undefined;
  return (100 * Math.abs(found - truth)) / truth;
};

/** Limits of dsp.md, part c; the detectors' own reach is printed by check-detectors.ts. */
const BARS: readonly Bar[] = [
  {
    name: 'syllables in the plan, % off',
    ...atMost(10),
    value: (row) => countError(row, row.syllables?.plan),
  },
  {
    name: 'syllables by analyze, % off',
    ...atMost(10),
    value: (row) => countError(row, row.syllables?.analysed),
  },
  { name: 'source speech known to the plan, %', ...atLeast(95), value: (row) => row.covered },
  {
    name: 'source P-centres on aligned vowels, % within 25 ms',
    ...atLeast(60),
    value: (row) => row.vowels?.within25,
  },
  { name: 'source P-centres on aligned vowels, % missed', ...atMost(10), value: (row) => row.vowels?.missed },
  ...gridBars('on grid, slope detector', (row) => row.grid?.slope),
  ...gridBars('on grid, flux detector', (row) => row.grid?.flux),
  { name: 'planned on grid, % within 15 ms', ...atLeast(100), value: (row) => row.grid?.plan15 },
  { name: 'stretch, median octaves', ...atMost(0.35), value: (row) => row.stretch?.medianOctaves },
  { name: 'stretch, 95 % octaves', ...atMost(1), value: (row) => row.stretch?.highOctaves },
  { name: 'stretch, % outside 0.5–2', ...atMost(3), value: (row) => row.stretch?.outside },
  { name: 'order kept, %', ...atLeast(100), value: (row) => row.order?.rising },
  { name: 'syllables lost', ...atMost(0), value: (row) => row.order?.lost },
  { name: 'syllables planned twice', ...atMost(0), value: (row) => row.order?.twice },
  { name: 'MP3 loudness, LU off', ...atMost(0.2), value: (row) => difference(row.mp3?.lufs, row.targetLufs) },
  { name: 'WAV loudness, LU off', ...atMost(0.2), value: (row) => difference(row.wav?.lufs, row.targetLufs) },
  {
    name: 'MP3 true peak over ceiling, dB',
    ...atMost(0.05),
    value: (row) => over(row.mp3?.truePeakDbtp, row.ceilingDbtp),
  },
  {
    name: 'WAV true peak over ceiling, dB',
    ...atMost(0.05),
    value: (row) => over(row.wav?.truePeakDbtp, row.ceilingDbtp),
  },
  { name: 'clipped samples in the MP3', ...atMost(0), value: (row) => row.mp3?.clipped },
  { name: 'clipped samples in the WAV', ...atMost(0), value: (row) => row.wav?.clipped },
  {
    name: 'drum tempo heard as planned',
    ...atLeast(1),
    value: (row) => (row.tempo && row.tempo.agrees !== null ? Number(row.tempo.agrees) : undefined),
  },
  { name: 'stems − premaster, dB', ...atMost(-60), value: (row) => row.stems?.residualDb },
  {
    name: 'same bytes again and with other workers',
    ...atLeast(1),
    value: (row) => (row.determinism ? Number(row.determinism.same) : undefined),
  },
];

/** How many rows hold one limit. */
export interface Verdict {
  readonly name: string;
  readonly limit: string;
  readonly rows: number;
  readonly holding: number;
  readonly mean: number;
  /** The four rows furthest from it, with their values. */
  readonly failing: readonly string[];
}

/** Compares rows with every limit of which they have a figure. */
export function judge(rows: readonly Row[]): Verdict[] {
  return BARS.map(({ name, limit, value, holds, excess }) => {
    const known = rows.flatMap((row) => {
      const figure = value(row);
      return figure === undefined ? [] : [{ row, figure }];
    });
    const failing = known
      .filter(({ figure }) => !holds(figure))
      .sort((a, b) => excess(b.figure) - excess(a.figure));
    return {
      name,
      limit,
      rows: known.length,
      holding: known.length - failing.length,
      mean: known.reduce((sum, { figure }) => sum + figure, 0) / known.length,
      failing: failing
        .slice(0, 4)
        .map(({ row, figure }) => `${row.clip}/${row.style} ${Number(figure.toFixed(2))}`),
    };
  }).filter(({ rows: count }) => count > 0);
}
