import { columns } from './columns.js';

/** Rows under a heading, set off by an empty line; nothing where there are none. */
export function section(heading: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', heading, ...columns(rows).map((line) => `  ${line}`)];
}
