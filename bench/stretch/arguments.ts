import { parseArgs } from 'node:util';

const PARTS = ['quality', 'speed'] as const;
type Part = (typeof PARTS)[number];

/** What a run of the benchmark was asked for. */
export interface StretchBenchOptions {
  readonly parts: ReadonlySet<Part>;
  /** Names of programs or of families of them; undefined: all. */
  readonly programs: readonly string[] | undefined;
  readonly ratios: readonly number[];
  readonly semitones: readonly number[];
  readonly audio: string;
  readonly out: string;
  /** Fill the table with rows of the last run for programs that are not measured now. */
  readonly withLast: boolean;
  /** Lengths of the timed speech, minutes; the last one is also timed with one and two workers. */
  readonly minutes: readonly number[];
  /** Length of the stereo sound over which memory is watched; 0 for none. */
  readonly memoryMinutes: number;
  readonly runs: number;
}

const USAGE = `npx tsx bench/stretch.ts [options]
  --only a,b          of ${PARTS.join(', ')} (default: both)
  --programs a,b      names or families, such as rapgo,rubberband-3 (default: all that are there)
  --ratios a,b        output length over input length (default 0.75,1.3,1.9)
  --semitones a,b     of the pitch table (default -5,4; none: no pitch table)
  --with-last         show the last run's rows of the programs left out
  --audio DIR         folder with speech/ and music/ (default $RAPGO_AUDIO or ../shared/audio)
  --out DIR           default bench/results
  --minutes a,b       lengths of the timed speech (default 5,30)
  --memory-minutes N  stereo sound over which memory is watched (default 60; 0 for none)
  --runs N            timed runs of each, of which the best counts (default 3)
`;

const list = (text: string | undefined): string[] | undefined =>
  text?.split(',').filter((word) => word !== '');

function numbers(text: string | undefined, otherwise: readonly number[]): readonly number[] {
  const found = text === 'none' ? [] : (list(text)?.map(Number) ?? otherwise);
  if (!found.every(Number.isFinite)) throw new Error(`not all numbers: ${text}\n${USAGE}`);
  return found;
}

/** @throws {Error} for an unknown option or part, or where a number is none */
export function readStretchArguments(argv: readonly string[]): StretchBenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string' },
      programs: { type: 'string' },
      ratios: { type: 'string' },
      semitones: { type: 'string' },
      'with-last': { type: 'boolean' },
      audio: { type: 'string' },
      out: { type: 'string' },
      minutes: { type: 'string' },
      'memory-minutes': { type: 'string' },
      runs: { type: 'string' },
    },
  });
  const parts = list(values.only) ?? [...PARTS];
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`--only does not know ${unknown.join(', ')}\n${USAGE}`);
  return {
    parts: new Set(parts as Part[]),
    programs: list(values.programs),
    ratios: numbers(values.ratios, [0.75, 1.3, 1.9]),
    semitones: numbers(values.semitones, [-5, 4]),
    withLast: values['with-last'] ?? false,
    audio: values.audio ?? process.env.RAPGO_AUDIO ?? '../shared/audio',
    out: values.out ?? 'bench/results',
    minutes: numbers(values.minutes, [5, 30]),
    memoryMinutes: Number(values['memory-minutes'] ?? 60),
    runs: Number(values.runs ?? 3),
  };
}
