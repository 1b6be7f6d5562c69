import { EventEmitter } from 'node:events';
import type { OutputStream } from '../src/cli/host.js';

/** A terminal of endless height for letters of one column, which understands what a live screen writes. */
export interface ToyTerminal extends OutputStream {
  /** What is to be read on it. */
  lines(): string[];
  readonly isCursorShown: boolean;
  /** Breaks lines that no longer fit, as most terminals do, and tells of it. */
  resize(columns: number): void;
}

// An escape sequence, a control, or a letter.
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a terminal reads
const UNIT = /\u001b\[(\??)(\d*)([A-Za-z])|[\s\S]/g;

/** Makes a terminal. */
export function toyTerminal(columns: number, rows = 24): ToyTerminal {
  const events = new EventEmitter();
  const state = { columns, isCursorShown: true };
  let grid: string[] = [''];
  let [row, column] = [0, 0];
  const put = (letter: string): void => {
    const line = grid[row]!.padEnd(column);
    grid[row] = line.slice(0, column) + letter + line.slice(column + 1);
    column += 1;
  };
  const goTo = (nextRow: number): void => {
    row = Math.max(0, nextRow);
    while (grid.length <= row) grid.push('');
  };
  const obey = (count: number, letter: string): void => {
    if (letter === 'A') goTo(row - count);
    else if (letter === 'G') column = 0;
    else if (letter === 'K') grid[row] = '';
    else if (letter === 'J') grid.splice(row, grid.length, '');
    else throw new Error(`this terminal does not know ${letter}`);
  };
  const read = ([unit, isMode, count, letter]: RegExpMatchArray): void => {
    if (letter === undefined && unit === '\n') [column] = [0, goTo(row + 1)];
    else if (letter === undefined && unit === '\r') column = 0;
    else if (letter === undefined) put(unit!);
    else if (isMode === '') obey(Number(count || 1), letter);
    else if (count === '25') state.isCursorShown = letter === 'h';
  };
  return {
    isTTY: true,
    rows,
    get columns() {
      return state.columns;
    },
    get isCursorShown() {
      return state.isCursorShown;
    },
    write(chunk) {
      for (const unit of String(chunk).matchAll(UNIT)) read(unit);
      return true;
    },
    on: events.on.bind(events),
    off: events.off.bind(events),
    lines: () =>
      grid
        .map((line) => line.trimEnd())
        .join('\n')
        .trimEnd()
        .split('\n'),
    resize(next) {
      const broken = (line: string) => line.match(new RegExp(`.{1,${next}}`, 'g')) ?? [''];
      const above = grid.slice(0, row).flatMap(broken);
      grid = [...above, ...grid.slice(row).flatMap(broken)];
      row = above.length;
      state.columns = next;
      events.emit('resize');
    },
  };
}
