import type { Colours } from '../colour.js';
import type { Level } from './level.js';

/** Quieter than this the meter is empty. */
const LOWEST_DB = -60;
/** Louder than this a voice soon clips. */
const HOT_DB = -6;
const WIDEST = 40;
const NARROWEST = 8;

/** What the line of a take shows. */
export interface MeterState {
  readonly seconds: number;
  readonly level: Level;
  readonly isPaused: boolean;
  readonly recorder: string;
}

/** The line that moves while a take is recorded, narrower than `columns`. */
export function meterLine(
  { seconds, level, isPaused, recorder }: MeterState,
  columns: number,
  { green, yellow, red, dim }: Pick<Colours, 'green' | 'yellow' | 'red' | 'dim'>,
): string {
  const head = `${isPaused ? '‖' : '●'} ${clockOf(seconds)} `;
  const words = level.isClipping ? 'too loud' : `${wordsOf(level.rmsDb)}, peak ${wordsOf(level.peakDb)}`;
  const tail = `  ${words}`;
  const keys = isPaused ? '  space goes on, enter keeps' : '  space pauses, enter keeps, q discards';
  const room = columns - 1 - head.length - tail.length;
  const cells = Math.min(WIDEST, Math.max(0, room));
  const rest = room - cells;
  const more = rest > keys.length ? keys : rest > recorder.length + 2 ? `  ${recorder}` : '';
  const start = isPaused ? head : red(head.slice(0, 1)) + head.slice(1);
  if (cells < NARROWEST) return `${start}${tail.trimStart()}`;
  const filled = cellsFor(level.rmsDb, cells);
  const held = cellsFor(level.peakDb, cells) - 1;
  const paint = level.isClipping ? red : level.peakDb > HOT_DB ? yellow : green;
  const bar = '━'.repeat(filled);
  const empty = Array.from({ length: cells - filled }, (_, n) => (n + filled === held ? '┃' : '─')).join('');
  return `${start}${paint(bar)}${dim(empty)}${tail}${dim(more)}`;
}

function cellsFor(db: number, cells: number): number {
  const share = (db - LOWEST_DB) / -LOWEST_DB;
  return Math.round(cells * Math.min(1, Math.max(0, share)));
}

const wordsOf = (db: number): string => (db < LOWEST_DB ? 'silent' : `${Math.round(db)} dB`);

/** `1:02.3`. */
export function clockOf(seconds: number): string {
  const tenths = Math.floor(seconds * 10);
  const minutes = Math.floor(tenths / 600);
  return `${minutes}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
}
