import { keyName } from '../key-name.js';
import { columns } from './columns.js';

/** Units as they stand at the end of names in code, with the digits a person wants to see. */
const UNITS: readonly (readonly [suffix: string, unit: string, digits: number])[] = [
  ['Seconds', 's', 2],
  ['Ms', 'ms', 1],
  ['Dbtp', 'dBTP', 1],
  ['Lufs', 'LUFS', 1],
  ['Lu', 'LU', 1],
  ['Db', 'dB', 1],
  ['Hz', 'Hz', 1],
  ['Bpm', 'BPM', 1],
  ['Semitones', 'semitones', 1],
  ['Percent', '%', 1],
];
const FEW = 8;

/**
 * Numbers for a person: one line per name, with the unit that the name carries (`targetLufs: -14` becomes
 * `target  -14.0 LUFS`). Long lists are counted and cut; `--json` has them whole.
 */
export function measureLines(measures: object): string[] {
  return columns(measureRows(measures));
}

/** As {@link measureLines}, in rows of name and value. */
export function measureRows(measures: object): string[][] {
  return rowsOf(measures, '', NO_UNIT);
}

/** How a value is written. */
interface Unit {
  readonly unit: string;
  readonly digits: number;
}

const NO_UNIT: Unit = { unit: '', digits: 2 };

/** @param inherited the unit of the group, for members that name none: `tempoBpm: { min, max }` */
function rowsOf(measures: object, prefix: string, inherited: Unit): string[][] {
  const rows: string[][] = [];
  for (const [name, value] of Object.entries(measures)) {
    if (value === undefined) continue;
    const { label, unit = inherited } = readName(name);
    const title = `${prefix}${label}`;
    if (isRecord(value) && !isKey(value)) rows.push(...rowsOf(value, `${title} `, unit));
    else rows.push([title, show(value, unit)]);
  }
  return rows;
}

function readName(name: string): { label: string; unit: Unit | undefined } {
  const found = UNITS.find(([suffix]) => name.endsWith(suffix) || name === suffix.toLowerCase());
  const stem = found && name.endsWith(found[0]) ? name.slice(0, -found[0].length) : name;
  const label = stem.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return { label, unit: found && { unit: found[1], digits: found[2] } };
}

function show(value: unknown, { unit, digits }: Unit): string {
  if (value === null) return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return withUnit(round(value, unit === '' && Number.isInteger(value) ? 0 : digits), unit);
  if (Array.isArray(value)) return showList(value, { unit, digits });
  return isKey(value) ? keyName(value) : String(value);
}

function showList(list: readonly unknown[], { unit, digits }: Unit): string {
  const isPlain = list.every((item) => typeof item === 'number' || typeof item === 'string');
  if (!isPlain || list.length === 0) return String(list.length);
  const shown = list.every((item) => typeof item !== 'number' || Number.isInteger(item)) ? 0 : digits;
  const first = list
    .slice(0, FEW)
    .map((item) => (typeof item === 'number' ? round(item, shown) : String(item)));
  const rest = list.length > FEW ? ` … (${list.length})` : '';
  return `${withUnit(first.join(' '), rest === '' ? unit : '')}${rest}`;
}

function round(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : String(value);
}

function withUnit(text: string, unit: string): string {
  return unit === '' ? text : `${text} ${unit}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKey(value: unknown): value is { tonic: number; mode: 'minor' | 'major' } {
  return (
    isRecord(value) && typeof value.tonic === 'number' && (value.mode === 'minor' || value.mode === 'major')
  );
}
