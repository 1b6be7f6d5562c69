import { readFile, writeFile } from 'node:fs/promises';
import { PITCH_PROGRAMS, STRETCH_PROGRAMS } from './programs.js';
import type { StretchRow } from './table.js';

/** Rows of both quality tables. */
export interface QualityRows {
  readonly stretch: readonly StretchRow[];
  readonly pitch: readonly StretchRow[];
}

/** Rows of an earlier run; none where there was none. */
export async function readResults(file: string): Promise<QualityRows> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return { stretch: [], pitch: [], ...(JSON.parse(text) as Partial<QualityRows>) };
}

/** Adds rows of the last run for programs and settings that were not measured now; programs in their usual order. */
export function withLastRows(now: QualityRows, last: QualityRows): QualityRows {
  const merge = (
    fresh: readonly StretchRow[],
    old: readonly StretchRow[],
    programs: readonly { name: string }[],
  ): StretchRow[] => {
    const placeOf = ({ program }: StretchRow): number => programs.findIndex(({ name }) => name === program);
    const isFresh = ({ program, setting }: StretchRow): boolean =>
      fresh.some((row) => row.program === program && row.setting === setting);
    return [...fresh, ...old.filter((row) => !isFresh(row))].sort((a, b) => placeOf(a) - placeOf(b));
  };
  return {
    stretch: merge(now.stretch, last.stretch, STRETCH_PROGRAMS),
    pitch: merge(now.pitch, last.pitch, PITCH_PROGRAMS),
  };
}

/** Writes what a run found. */
export const writeResults = (file: string, results: object): Promise<void> =>
  writeFile(file, `${JSON.stringify(results, null, 2)}\n`);
