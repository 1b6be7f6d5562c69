import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processPlace } from './process-place.js';

/** Begins the names of our folders beside outputs; the dot hides them. */
export const SCRATCH_PREFIX = '.rapgo-';

/** `.rapgo-PLACE-PID-RANDOM`; older versions left out place and process. */
const SCRATCH_NAME = /^\.rapgo-(?:([0-9a-f]{8})-(\d+)-)?\w{6}$/;

/** Nobody works for a day on one file without writing; older ones were left by a run that was killed. */
const STALE_MS = 24 * 3600 * 1000;

/** A folder of one run. */
export interface ScratchFolder {
  readonly folder: string;
  /** Removes it with all its content; safe to call twice. */
  dispose(): Promise<void>;
}

/**
 * Makes a fresh hidden folder in `parent`.
 *
 * @throws the error of the file system where `parent` takes no folder
 */
export async function makeScratch(parent: string): Promise<ScratchFolder> {
  const folder = await mkdtemp(join(parent, scratchPrefix()));
  return { folder, dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** The beginning of a name by which others see whose folder it is. */
export const scratchPrefix = (): string => `${SCRATCH_PREFIX}${processPlace()}-${process.pid}-`;

/**
 * Clears away what killed runs have left in a folder. A convenience: whatever cannot be read or removed stays.
 *
 * @param now milliseconds since 1970-01-01 UTC
 */
export async function removeStale(parent: string, now: number): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const parts = SCRATCH_NAME.exec(name);
    if (parts === null) continue;
    const [, place, pid] = parts;
    const folder = join(parent, name);
    const isOrphan = place === processPlace() && !isAlive(Number(pid));
    const isStale = await wasLeft(folder, isOrphan ? Number.POSITIVE_INFINITY : now).catch(() => false);
    if (isStale) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a folder of ours and all the files in it are old. */
async function wasLeft(folder: string, now: number): Promise<boolean> {
  const about = await lstat(folder);
  // In a folder for everybody, such as the one for temporary files, others have scratch folders too.
  const isOurs = process.getuid === undefined || about.uid === process.getuid();
  if (!about.isDirectory() || !isOurs) return false;
  const files = await Promise.all((await readdir(folder)).map((name) => lstat(join(folder, name))));
  return [about, ...files].every(({ mtimeMs }) => now - mtimeMs > STALE_MS);
}
