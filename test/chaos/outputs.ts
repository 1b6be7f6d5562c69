import { type Dirent, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join, relative } from 'node:path';
import { decodedLength } from './decode.js';
import type { Planted } from './media.js';

/** Files and folders below `folder`, with absolute names. */
function entriesBelow(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
}

const pathOf = (entry: Dirent): string => join(entry.parentPath, entry.name);

/** Files under final names. */
export function filesBelow(folder: string): string[] {
  return entriesBelow(folder)
    .filter((entry) => entry.isFile() && !pathOf(entry).includes('/.rapgo-'))
    .map(pathOf);
}

/** Folders of runs that did not clear up. */
export function scratchBelow(folder: string): string[] {
  return entriesBelow(folder)
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('.rapgo-'))
    .map(pathOf);
}

/** Which file stands under each name: another inode is another file. */
export const inodesBelow = (folder: string): ReadonlyMap<string, number> =>
  new Map(filesBelow(folder).map((file) => [file, statSync(file).ino]));

/** Faults of finished files: every one decodes to the length of a source of its folder with its stem. */
export async function faultsOfFiles(
  out: string,
  input: string,
  planted: readonly Planted[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const file of filesBelow(out)) {
    const place = relative(out, file).replace(/(?: \(\d+\))?\.\w+$/, '');
    const sources = planted.filter(({ path }) => {
      const name = relative(input, path);
      return name === place || name.replace(/\.\w+$/, '') === place;
    });
    const length = await decodedLength(file).catch((cause: Error) => cause.message);
    const fits = sources.some(({ seed }) => seed.length === length);
    if (!fits) faults.push(`${file} holds ${length} samples, not ${sources.map(({ seed }) => seed.length)}`);
  }
  return faults;
}

/** Sets folders and what is in them back in time. */
export function makeOld(folders: readonly string[], hours: number): void {
  const then = Date.now() / 1000 - hours * 3600;
  for (const folder of folders) {
    for (const entry of entriesBelow(folder)) utimesSync(pathOf(entry), then, then);
    utimesSync(folder, then, then);
  }
}
