import { constants } from 'node:fs';
import { copyFile, link, mkdtemp, open, rename, rm, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import { scratchPrefix } from './scratch.js';

/** Volumes without hard links (FAT, some network folders) say so in one of these ways. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);

/** How to move. */
export interface MoveOptions {
  readonly replace: boolean;
}

/**
 * Moves a finished file to its final name in one step. A reader, or a machine that loses power, sees the old
 * state or the whole file.
 *
 * @throws {RapgoError} `usage/output-exists` where something is there and `replace` is false, also when it came
 *   at the last moment
 * @throws the error of the file system; `file` may be left where it was, `target` is untouched
 */
export async function moveIntoPlace(file: string, target: string, options: MoveOptions): Promise<void> {
  await syncFile(file);
  try {
    await moveOnVolume(file, target, options);
  } catch (cause) {
    if (codeOf(cause) !== 'EXDEV') throw cause;
    await moveAcrossVolumes(file, target, options);
  }
  await syncFolder(dirname(target));
}

async function moveOnVolume(file: string, target: string, { replace }: MoveOptions): Promise<void> {
  if (replace) return rename(file, target);
  try {
    await link(file, target); // unlike a rename, a link never takes the place of another file
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') throw outputExists(target);
    if (NO_LINKS.has(codeOf(cause))) return renameOverPlaceholder(file, target);
    throw cause;
  }
  await unlink(file).catch(() => undefined); // published it is; the folder it stays in is removed anyway
}

/**
 * The second best way to be exclusive: an empty file holds the name for an instant. A process killed in that
 * instant leaves the empty file behind.
 *
 * @throws as {@link moveIntoPlace}
 */
export async function renameOverPlaceholder(file: string, target: string): Promise<void> {
  try {
    await (await open(target, 'wx')).close();
  } catch (cause) {
    throw codeOf(cause) === 'EEXIST' ? outputExists(target) : cause;
  }
  try {
    await rename(file, target);
  } catch (cause) {
    await unlink(target);
    throw cause;
  }
}

/** Copies into a hidden folder beside the target first, so that the last step is a rename again. */
async function moveAcrossVolumes(file: string, target: string, options: MoveOptions): Promise<void> {
  const folder = await mkdtemp(join(dirname(target), scratchPrefix()));
  try {
    const copy = join(folder, basename(target));
    await copyFile(file, copy, constants.COPYFILE_FICLONE);
    await syncFile(copy);
    await moveOnVolume(copy, target, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await rm(file, { force: true });
}

/** An output that is there already and may not be replaced. */
export const outputExists = (target: string): RapgoError =>
  new RapgoError('usage/output-exists', `${target} exists already`, {
    hint: 'Choose another name with -o, or replace it with --force',
  });

/** Waits until all of a file is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Makes the new name durable; some systems cannot sync a folder, and do well enough without. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file itself is safe; only its name could be lost with the power.
  }
}

const codeOf = (cause: unknown): string => (cause as NodeJS.ErrnoException | undefined)?.code ?? '';
