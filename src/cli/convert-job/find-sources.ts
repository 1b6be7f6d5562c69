import { type BigIntStats, type Dirent, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import picomatch from 'picomatch';
import { RapgoError } from '../../engine/errors.js';
import type { FileStamp } from '../../engine/ports/ledger.js';
import { isMediaName } from './media-names.js';

/** A file to be converted. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  /** From the folder that was named; just its name where the file itself was. */
  readonly relative: string;
  /** Undefined where it could not be looked at: then the job says why. */
  readonly stamp: FileStamp | undefined;
  /** Why nothing of it can be converted: a folder that may not be looked into. */
  readonly fault?: RapgoError;
}

/** What to look for, and where not. */
export interface SourceOptions {
  readonly cwd: string;
  /** Globs against the path from the named folder; empty: whatever looks like media. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Folders that are passed over, since results go there; absolute. */
  readonly resultFolders: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Walks files, folders and lists (`@list.txt`, a name a line) in the order given, folders by name. It yields while it
 * walks: a folder of any size costs no memory. Hidden entries, devices and pipes in folders are passed over, links are
 * followed, but not upwards, and no folder is entered twice.
 */
export async function* findSources(given: readonly string[], options: SourceOptions): AsyncGenerator<Source> {
  const walk = { ...options, wanted: wantedBy(options), entered: new Set<string>() };
  for (const name of given) {
    if (name.startsWith('@')) yield* findSources(await readList(name.slice(1), options.cwd), options);
    else yield* findOne(resolve(options.cwd, name), walk);
  }
}

interface Walk extends SourceOptions {
  readonly wanted: (path: string) => boolean;
  /** Folders by device and inode: those that were walked, and those above the one that is. */
  readonly entered: Set<string>;
  readonly above: ReadonlySet<string>;
}

async function* findOne(path: string, walk: Omit<Walk, 'above'>): AsyncGenerator<Source> {
  const about = look(path);
  if (about?.isDirectory())
    yield* findInFolder(path, path, about, { ...walk, above: await foldersAbove(path) });
  else yield { path, relative: basename(path), stamp: about && stampOf(about) };
}

async function* findInFolder(
  folder: string,
  root: string,
  about: BigIntStats,
  walk: Walk,
): AsyncGenerator<Source> {
  const identity = identityOf(about);
  if (walk.entered.has(identity) || walk.above.has(identity) || isForResults(folder, root, walk)) return;
  walk.entered.add(identity);
  const entries = await entriesOf(folder);
  if (entries instanceof RapgoError) {
    return yield { path: folder, relative: relative(root, folder), stamp: undefined, fault: entries };
  }
  const within = relative(root, folder);
  for (const entry of entries) {
    walk.signal.throwIfAborted();
    const { name } = entry;
    if (name.startsWith('.')) continue;
    const place = within === '' ? name : join(within, name);
    const mayBeFolder = entry.isDirectory() || entry.isSymbolicLink();
    // Most of a large folder may be no media: it is left out before anything is done that costs time.
    if (!mayBeFolder && (!entry.isFile() || !walk.wanted(place))) continue;
    yield* findEntry({ entry, path: join(folder, name), place }, root, walk);
  }
}

async function* findEntry(
  { entry, path, place }: { readonly entry: Dirent; readonly path: string; readonly place: string },
  root: string,
  walk: Walk,
): AsyncGenerator<Source> {
  const about = look(path);
  if (about?.isDirectory()) yield* findInFolder(path, root, about, walk);
  else if (about?.isFile() && walk.wanted(place)) yield { path, relative: place, stamp: stampOf(about) };
  // It is there and may not be looked at, or its name is no UTF-8: the job says so.
  else if (about === undefined && entry.isFile()) yield { path, relative: place, stamp: undefined };
}

/** Whether results go to this folder alone; where sources lie beside them, the ledger tells them apart. */
const isForResults = (folder: string, root: string, { resultFolders }: Walk): boolean =>
  folder !== root && resultFolders.includes(folder);

async function foldersAbove(path: string): Promise<ReadonlySet<string>> {
  const above = new Set<string>();
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const about = look(folder);
    if (about !== undefined) above.add(identityOf(about));
    if (folder === dirname(folder)) return above;
  }
}

const identityOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

/** By name, so that the same tree is walked in the same order everywhere; the error where it cannot be read. */
async function entriesOf(folder: string): Promise<Dirent[] | RapgoError> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    const words = `the folder ${folder} cannot be read: ${(cause as Error).message}`;
    return new RapgoError('media/unreadable', words, { cause });
  }
}

function wantedBy({ include, exclude }: SourceOptions): (path: string) => boolean {
  const matcher = (globs: readonly string[]) => picomatch(globs.map(anywhere), { nocase: true });
  const isIncluded = include.length === 0 ? isMediaName : matcher(include);
  const isExcluded = exclude.length === 0 ? () => false : matcher(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

/** Globs as `--include` takes them: with commas between. */
export const readGlobs = (list: string | null): string[] =>
  list === null ? [] : list.split(',').map((glob) => glob.trim());

/** A glob without a slash means a name in any folder. */
const anywhere = (glob: string): string => (glob.includes('/') ? glob : `**/${glob}`);

async function readList(name: string, cwd: string): Promise<string[]> {
  const text = await readFile(resolve(cwd, name), 'utf8');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/**
 * Undefined where it cannot be looked at. Not `stat` of `fs/promises`, which costs six times as much where the answer is in
 * memory: of a large folder with nothing to do, that is most of the time.
 */
function look(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A file's stamp; undefined where it cannot be looked at. */
export async function readStamp(path: string): Promise<FileStamp | undefined> {
  const about = look(path);
  return about && stampOf(about);
}

const stampOf = ({ size, mtimeNs, ino }: BigIntStats): FileStamp => ({
  bytes: Number(size),
  modifiedMs: Number(mtimeNs / 1000n) / 1000,
  inode: Number(ino),
});
