import * as v from 'valibot';
import { RapgoError } from '../errors.js';
import { type Style, StyleSchema } from './style.js';
import { STYLES } from './styles/index.js';

/** A style that somebody wrote, as read from its file; the engine reads none itself. */
export interface StyleText {
  /** Name of the file, for messages; `.toml` is TOML, everything else JSON. */
  readonly name: string;
  readonly text: string;
}

/** Reads a TOML text; the engine carries no parser of its own. @throws {Error} where it is none */
export type TomlReader = (text: string) => unknown;

/** Faults that one message lists; more would hide the first. */
const MAX_FAULTS = 6;

/** Fields that TOML, which knows no null, turns off by the word "none". */
const OPTIONAL_FIELDS: ReadonlySet<string> = new Set(['band', 'bass', 'texture', 'duck', 'leadIn']);

/**
 * Reads a style of one's own. `basedOn = "trap"` takes everything that the text does not say from that style:
 * tables are laid over each other field by field, lists and values are replaced.
 *
 * @param toml reads a text whose name ends in `.toml`
 * @throws {RapgoError} `style/invalid` naming every wrong field and what was expected; `style/unknown` for `basedOn`
 */
export function parseStyle({ name, text }: StyleText, toml: TomlReader): Style {
  const read = name.toLowerCase().endsWith('.toml') ? toml : JSON.parse;
  return checkStyle(
    readAs(read === toml ? 'TOML' : 'JSON', name, () => read(text)),
    name,
  );
}

/**
 * As {@link parseStyle}, for data that is already read.
 *
 * @param origin file or field that it came from, for messages
 */
export function checkStyle(given: unknown, origin: string): Style {
  const result = v.safeParse(StyleSchema, isTable(given) ? completed(given) : given);
  if (result.success) return result.output;
  const faults = result.issues.slice(0, MAX_FAULTS).map(describe);
  const more = result.issues.length - faults.length;
  if (more > 0) faults.push(`and ${more} more`);
  throw new RapgoError('style/invalid', `${origin}: ${faults.join('; ')}`, {
    hint: 'Compare with `rapgo styles NAME --json`, or read docs/styles.md',
  });
}

/**
 * A style by name: one's own come before those of rapgo.
 *
 * @param options `own`: texts of a folder of styles, of which only the one with the name is read; `toml` reads it
 * @throws {RapgoError} `style/unknown` with the nearest name; `style/invalid` where one's own cannot be read
 */
export function findStyle(
  name: string,
  { own = [], toml }: { readonly own?: readonly StyleText[]; readonly toml?: TomlReader } = {},
): Style {
  const file = own.find((text) => baseName(text.name) === name);
  if (file) return parseStyle(file, toml ?? JSON.parse);
  const styles: Readonly<Record<string, Style>> = STYLES;
  if (Object.hasOwn(styles, name)) return styles[name]!;
  const names = [...own.map((text) => baseName(text.name)), ...Object.keys(styles)];
  const nearest = nearestOf(name, names);
  throw new RapgoError(
    'style/unknown',
    `there is no style "${name}"${nearest ? `; did you mean ${nearest}?` : ''}`,
    {
      hint: `Use one of ${names.join(', ')}`,
    },
  );
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const baseName = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? path).replace(/\.(toml|json)$/i, '');

function readAs(format: string, name: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    // parsers add a picture of the place on further lines
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    const line = cause instanceof Error && 'line' in cause ? `, line ${cause.line}` : '';
    throw new RapgoError('style/invalid', `${name} is not ${format}${line}: ${reason}`, { cause });
  }
}

/** What a style says, laid over what it is based on. */
function completed({ basedOn, ...given }: Table): unknown {
  return laidOver(typeof basedOn === 'string' ? findStyle(basedOn) : undefined, given);
}

function laidOver(below: unknown, above: unknown): unknown {
  if (!isTable(above)) return above;
  const base = isTable(below) ? below : {};
  // another sound has other parameters: those of the sound below would not fit it
  const isOther = 'sound' in above && above.sound !== base.sound;
  const fields = Object.entries(above).map(([key, value]) => {
    const isOff = value === 'none' && OPTIONAL_FIELDS.has(key);
    return [key, isOff ? null : laidOver(base[key], value)];
  });
  return { ...(isOther ? {} : base), ...Object.fromEntries(fields) };
}

/** One fault as a person reads it: the field's path and what belongs there. */
function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'style';
  if (issue.type === 'raw_check' || issue.type === 'check' || issue.type === 'regex')
    return `${path}: ${issue.message}`;
  if (issue.expected === 'never') return `${path}: there is no such field here`;
  if (issue.received === 'undefined') return `${path}: missing, expected ${issue.expected}`;
  return `${path}: expected ${issue.expected ?? 'another value'}, got ${issue.received}`;
}

/** The name with the fewest letters changed, if that is at most two or a third of them. */
function nearestOf(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((candidate) => ({ candidate, changes: changesBetween(name.toLowerCase(), candidate) }))
    .sort((a, b) => a.changes - b.changes);
  return best && best.changes <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

/** Letters to insert, delete or replace (Levenshtein). */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
