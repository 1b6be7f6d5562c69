import type { Verdict } from './bars.js';
import type { GridMeasure, GridScore } from './grid.js';
import type { Row } from './row.js';
import type { SpeedMeasure } from './speed.js';
import { round } from './statistics.js';
import { sumWords } from './understandable.js';

type Cell = string | number | null | undefined;
type Column = readonly [name: string, cell: (row: Row) => Cell];

const grid = (score: GridScore | undefined): Cell =>
  score &&
  `${score.within15}/${score.within25} (${score.chance25}) ${score.offsetMs > 0 ? '+' : ''}${score.offsetMs}`;

/** In the grid columns: % within 15/25 ms (25 ms by chance), then the median offset in ms. */
const COLUMNS: readonly Column[] = [
  ['clip', (row) => row.clip],
  ['style', (row) => row.style],
  ['bpm', (row) => row.tempoBpm],
  ['syll plan,an/true', ({ syllables: s }) => s && `${s.plan},${s.analysed ?? '?'}/${s.truth ?? '?'}`],
  ['cover', (row) => row.covered],
  ['vowels 25/40 miss+', ({ vowels: v }) => v && `${v.within25}/${v.within40} ${v.missed}+${v.spurious}`],
  ['n', (row) => row.grid?.planned],
  ['A 15/25 (ch) off', (row) => grid(row.grid?.slope)],
  ['B 15/25 (ch) off', (row) => grid(row.grid?.flux)],
  ['plan', (row) => row.grid && `${row.grid.plan15}/${row.grid.plan25}`],
  ['oct med/95 out%', ({ stretch: s }) => s && `${s.medianOctaves}/${s.highOctaves} ${s.outside}`],
  ['order lost', ({ order: o }) => o && `${o.rising} ${o.lost}`],
  ['LUFS mp3,wav', (row) => row.mp3 && `${row.mp3.lufs},${row.wav?.lufs ?? '-'}`],
  ['dBTP mp3,wav', (row) => row.mp3 && `${row.mp3.truePeakDbtp},${row.wav?.truePeakDbtp ?? '-'}`],
  ['clip', (row) => row.mp3 && row.mp3.clipped + (row.wav?.clipped ?? 0)],
  [
    'drums',
    ({ tempo: t }) => t && (t.agrees === null ? '?' : t.agrees ? 'ok' : Object.values(t.heard).join(',')),
  ],
  ['stems', (row) => row.stems?.residualDb],
  ['same', ({ determinism: d }) => d && (d.same ? 'ok' : 'NO')],
  ['WER src,rap', ({ words: w }) => w && `${percent(w.source, w.words)},${percent(w.rap, w.words)}`],
  ['s', (row) => row.seconds],
  ['errors', (row) => row.errors.length || undefined],
];

const percent = (count: number, total: number): number => Math.round((100 * count) / Math.max(1, total));

/** One line per row; columns without any figure are left out. */
export function rowTable(rows: readonly Row[]): string {
  const used = COLUMNS.filter(([, cell]) => rows.some((row) => cell(row) !== undefined));
  return align([
    used.map(([name]) => name),
    ...rows.map((row) => used.map(([, cell]) => String(cell(row) ?? '-'))),
  ]);
}

/** One line per limit. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const lines = verdicts.map(({ name, limit, rows, holding, mean, failing }) => [
    holding === rows ? 'ok' : 'NO',
    name,
    limit,
    `${holding}/${rows}`,
    String(round(mean, 2)),
    failing.join('; '),
  ]);
  return align([['', 'measure', 'limit', 'hold', 'mean', 'worst offenders'], ...lines]);
}

/** Every style and all of them, real and synthetic speech apart. */
function groupsOf(rows: readonly Pick<Row, 'style'>[]): { kind: string; style: string; name: string }[] {
  const styles = [...new Set(rows.map(({ style }) => style)), 'all'];
  return ['real', 'synthetic'].flatMap((kind) =>
    styles.map((style) => ({ kind, style, name: `${kind}, ${style}` })),
  );
}

/** On grid over all syllables of a group: single clips are too short for per cents. */
export function gridTable(rows: readonly Row[]): string {
  const withGrid = rows.flatMap((row) =>
    row.grid ? [{ kind: row.kind, style: row.style, grid: row.grid }] : [],
  );
  const lines = groupsOf(withGrid).flatMap(({ kind, style, name }) => {
    const members = withGrid.filter((row) => row.kind === kind && (style === 'all' || row.style === style));
    const planned = members.reduce((sum, row) => sum + row.grid.planned, 0);
    if (planned === 0) return [];
    const pooled = (figure: (measure: GridMeasure) => number): number =>
      round(members.reduce((sum, row) => sum + figure(row.grid) * row.grid.planned, 0) / planned);
    const cells = (detector: 'slope' | 'flux'): string[] => [
      `${pooled((g) => g[detector].within15)}/${pooled((g) => g[detector].within25)}`,
      `${pooled((g) => g[detector].chance15)}/${pooled((g) => g[detector].chance25)}`,
      String(pooled((g) => g[detector].heard)),
      String(pooled((g) => g[detector].offsetMs)),
    ];
    return [[name, String(planned), ...cells('slope'), ...cells('flux'), String(pooled((g) => g.either25))]];
  });
  if (lines.length === 0) return '';
  const head = (name: string): string[] => [`${name} 15/25`, 'chance', 'heard', 'ms'];
  return align([['on grid, %', 'n', ...head('A slope'), ...head('B flux'), 'either 25'], ...lines]);
}

/** Word errors of each style over the clips that the recogniser understands at all (half the words, uncut). */
export function wordTable(rows: readonly Row[]): string {
  const withWords = rows.flatMap((row) =>
    row.words && row.words.uncut <= row.words.words / 2 ? [{ row, words: row.words }] : [],
  );
  if (withWords.length === 0) return '';
  const lines = groupsOf(withWords.map(({ row }) => row)).flatMap(({ kind, style, name }) => {
    const members = withWords.filter(
      ({ row }) => row.kind === kind && (style === 'all' || row.style === style),
    );
    if (members.length === 0) return [];
    const sum = sumWords(members.map(({ words }) => words));
    const loss = round(sum.rap - sum.source);
    return [[name, String(sum.uncut), String(sum.source), String(sum.rap), String(loss)]];
  });
  return align([['WER % by style', 'uncut', 'source, cut', 'rap, cut', 'loss'], ...lines]);
}

/** Time and memory. */
export function speedTable(speed: SpeedMeasure): string {
  return align([
    ['speed', ''],
    [`generate ${speed.speechSeconds} s of speech`, `${speed.generateSeconds} s`],
    [`ffmpeg ${speed.encoding}`, `${speed.encodeSeconds} s`],
    ['ratio', String(speed.ratio)],
    [`peak memory, ${speed.peakOverSpeechSeconds} s of speech`, `${speed.peakMegabytes} MB`],
    ['rapgo --version', `${speed.versionMs} ms`],
    ['node -e 0', `${speed.emptyNodeMs} ms`],
  ]);
}

function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n`;
}
