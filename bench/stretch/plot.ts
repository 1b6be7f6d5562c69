import { writeFile } from 'node:fs/promises';
import { type Canvas, type Colour, createCanvas } from './canvas.js';
import { encodePng } from './png.js';
import type { StretchRow } from './table.js';

/** One panel for each of these figures; bars grow away from 0, whichever side is better. */
const PANELS = [
  { title: 'tone: off the harmonics, dB (lower is better)', key: 'toneDb' },
  { title: 'click: mean error, ms', key: 'click.meanMs' },
  { title: 'click: worst error, ms', key: 'click.worstMs' },
  { title: 'click: pre-echo, dB (lower is better)', key: 'click.preEchoDb' },
  { title: 'click: share in the attack', key: 'click.attackShare' },
  { title: 'drum: mean error, ms', key: 'drum.meanMs' },
  { title: 'jfk: convergence, dB (lower is better)', key: 'speech.jfkDb' },
  { title: 'read: convergence, dB (lower is better)', key: 'speech.readDb' },
  { title: 'vowel 100 Hz: crest, dB off', key: 'vowel100CrestDb' },
  { title: 'music: spectral distance, dB', key: 'music.distanceDb' },
  { title: 'music: onsets found again', key: 'music.recall' },
  { title: 'music: onset error, median ms', key: 'music.medianMs' },
] as const;

const COLOURS: readonly Colour[] = [
  [200, 30, 40],
  [240, 120, 60],
  [250, 190, 80],
  [20, 70, 140],
  [90, 150, 210],
  [20, 110, 60],
  [110, 180, 100],
  [110, 70, 150],
  [180, 150, 210],
  [110, 110, 110],
];
const AXIS: Colour = [150, 150, 150];
const PANEL = { width: 420, height: 190, columns: 3, left: 14, top: 30, bottom: 36 } as const;
const LEGEND_HEIGHT = 50;
/** dB below which bars are cut off, so that a perfect one does not hide the others. */
const LOWEST = -60;

/** Bars of the most telling figures: a panel each, a group for every ratio, a bar for every program. */
export async function drawQuality(file: string, rows: readonly StretchRow[]): Promise<void> {
  const panelRows = Math.ceil(PANELS.length / PANEL.columns);
  const canvas = createCanvas(PANEL.width * PANEL.columns, PANEL.height * panelRows + LEGEND_HEIGHT);
  const programs = [...new Set(rows.map(({ program }) => program))];
  drawLegend(canvas, programs);
  for (const [p, { title, key }] of PANELS.entries()) {
    const x = (p % PANEL.columns) * PANEL.width + PANEL.left;
    const y = Math.floor(p / PANEL.columns) * PANEL.height + LEGEND_HEIGHT;
    canvas.write(title, x, y + 4);
    drawBars(canvas, { x, y, rows, programs, key });
  }
  await writeFile(file, encodePng(canvas));
}

function drawLegend(canvas: Canvas, programs: readonly string[]): void {
  const perLine = Math.ceil(programs.length / 2);
  for (const [p, program] of programs.entries()) {
    const x = PANEL.left + (p % perLine) * Math.floor((canvas.width - PANEL.left) / perLine);
    const y = 8 + Math.floor(p / perLine) * 18;
    canvas.fill(x, y, 10, 10, COLOURS[p % COLOURS.length]!);
    canvas.write(program, x + 16, y);
  }
}

interface Bars {
  readonly x: number;
  readonly y: number;
  readonly rows: readonly StretchRow[];
  readonly programs: readonly string[];
  readonly key: string;
}

function drawBars(canvas: Canvas, { x, y, rows, programs, key }: Bars): void {
  const settings = [...new Set(rows.map(({ setting }) => setting))].sort((a, b) => a - b);
  const values = rows.flatMap(({ figures }) => figures[key] ?? []).map((value) => Math.max(LOWEST, value));
  const [highest, lowest] = [Math.max(0, ...values), Math.min(0, ...values)];
  const room = PANEL.height - PANEL.top - PANEL.bottom;
  const perUnit = room / Math.max(1e-9, highest - lowest);
  const zero = y + PANEL.top + highest * perUnit;
  const groupWidth = (PANEL.width - 2 * PANEL.left) / settings.length;
  const barWidth = Math.floor((groupWidth - 20) / Math.max(1, programs.length));
  canvas.fill(x, zero, PANEL.width - 2 * PANEL.left, 1, AXIS);
  for (const [s, setting] of settings.entries()) {
    const left = x + s * groupWidth;
    canvas.write(String(setting), left, y + PANEL.height - 14);
    for (const [p, program] of programs.entries()) {
      const row = rows.find((one) => one.program === program && one.setting === setting);
      const figure = row?.figures[key];
      if (figure === undefined) continue;
      const value = Math.max(LOWEST, figure);
      const height = Math.max(1, Math.abs(value) * perUnit);
      const top = value > 0 ? zero - height : zero;
      canvas.fill(left + p * barWidth, top, barWidth - 2, height, COLOURS[p % COLOURS.length]!);
    }
  }
  const extreme = highest > -lowest ? highest : lowest;
  canvas.write(extreme.toFixed(1), x + PANEL.width - 80, y + PANEL.height - 14, AXIS);
}
