import type { Figures } from './quality.js';

/** Figures of one program at one setting (a ratio, or semitones). */
export interface StretchRow {
  readonly program: string;
  readonly setting: number;
  readonly figures: Figures;
  /** Date and time: rows of an earlier run may be shown beside new ones. */
  readonly measured: string;
}

interface Column {
  readonly head: string;
  readonly key: string;
  readonly decimals: number;
}

const column = (head: string, key: string, decimals = 1): Column => ({ head, key, decimals });

/** The quality table is too wide for one screen: it is printed in these parts, the same programs in each. */
const QUALITY: readonly (readonly Column[])[] = [
  [
    column('tone dB', 'tone147Db'),
    column('3 tones dB', 'toneDb'),
    column('in blocks dB', 'toneBlockDb'),
    column('jfk dB', 'speech.jfkDb'),
    column('read dB', 'speech.readDb'),
    column('crest 100 dB', 'vowel100CrestDb'),
    column('crest 190 dB', 'vowel190CrestDb'),
    column('length', 'lengthError', 0),
  ],
  [
    column('click ms', 'click.meanMs', 2),
    column('signed', 'click.signedMs', 2),
    column('worst', 'click.worstMs'),
    column('pre-echo dB', 'click.preEchoDb'),
    column('attack', 'click.attackShare', 2),
    column('lost', 'click.lost', 0),
  ],
  [
    column('drum ms', 'drum.meanMs', 2),
    column('signed', 'drum.signedMs', 2),
    column('worst', 'drum.worstMs'),
    column('pre-echo dB', 'drum.preEchoDb'),
    column('attack', 'drum.attackShare', 2),
    column('lost', 'drum.lost', 0),
  ],
  [
    column('music dB', 'music.distanceDb', 2),
    column('recall', 'music.recall', 2),
    column('chance', 'music.chance', 2),
    column('median ms', 'music.medianMs', 2),
    column('mean ms', 'music.meanMs', 2),
    column('pan dB', 'stereo.levelDb', 2),
    column('pan °', 'stereo.phaseDegrees', 2),
    column('same', 'stereo.same', 0),
  ],
];

const PITCH: readonly (readonly Column[])[] = [
  [
    column('h1 cents', 'harmonic1Cents', 2),
    column('h10 cents', 'harmonic10Cents', 2),
    column('off dB', 'toneDb'),
    column('f0 100 cents', 'vowel100Cents'),
    column('f0 190 cents', 'vowel190Cents'),
    column('length', 'lengthError', 0),
  ],
  [
    ...([100, 190] as const).flatMap((f0) =>
      ([1, 2, 3] as const).map((n) => column(`${f0} F${n} %`, `vowel${f0}F${n}Percent`)),
    ),
  ],
];

/** Every cell holds one figure per ratio. */
export const qualityTable = (rows: readonly StretchRow[]): string =>
  stackedTable(rows, QUALITY, 'ratio', (setting) => String(setting));

/** Every cell holds one figure per interval. */
export const pitchTable = (rows: readonly StretchRow[]): string =>
  stackedTable(rows, PITCH, 'semitones', (setting) => (setting > 0 ? `+${setting}` : String(setting)));

function stackedTable(
  rows: readonly StretchRow[],
  parts: readonly (readonly Column[])[],
  unit: string,
  label: (setting: number) => string,
): string {
  const settings = [...new Set(rows.map(({ setting }) => setting))].sort((a, b) => a - b);
  const programs = [...new Set(rows.map(({ program }) => program))];
  const corner = `${unit} ${settings.map(label).join(' | ')}`;
  const cell = (program: string, { key, decimals }: Column): string =>
    settings
      .map((setting) => {
        const row = rows.find((one) => one.program === program && one.setting === setting);
        const value = row?.figures[key];
        return value === undefined ? '-' : value.toFixed(decimals);
      })
      .join(' | ');
  return parts
    .map((columns) =>
      align([
        [corner, ...columns.map(({ head }) => head)],
        ...programs.map((program) => [program, ...columns.map((one) => cell(program, one))]),
      ]),
    )
    .join('\n');
}

/** Pads columns to the same width; two spaces between them. */
export function align(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]!.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('   ')
      .trimEnd(),
  );
  return `${text.join('\n')}\n`;
}
