import { pathOf } from './path.js';

const MOST_LETTERS = 70;

/**
 * Options of a job as rows. Those left open (null) are left out; long ones, such as a plan, are named if they have a name.
 * `--json` has everything.
 */
export function optionRows(options: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(options)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, show(value)]);
}

function show(value: unknown): string {
  if (typeof value === 'string') return cut(pathOf(value));
  const text = JSON.stringify(value);
  if (text.length <= MOST_LETTERS) return text;
  const name = (value as { readonly name?: unknown }).name;
  return typeof name === 'string' ? `${cut(name)} (see --json)` : 'see --json';
}

/** A transcript may be a book. */
function cut(text: string): string {
  return text.length <= 4 * MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)} … (see --json)`;
}
