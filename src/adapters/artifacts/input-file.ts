import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { RapgoError } from '../../engine/errors.js';

/**
 * Sees that `file` is an ordinary file that we may read: a pipe or a device could hold up a run for ever.
 *
 * @returns its size in bytes
 * @throws {RapgoError} `media/not-found`, `media/unreadable`
 */
export async function checkInputFile(file: string): Promise<number> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) throw new RapgoError('media/unreadable', `${file} is a folder, not a file`);
    if (!about.isFile()) throw new RapgoError('media/unreadable', `${file} is not an ordinary file`);
    await access(file, constants.R_OK);
    return about.size;
  } catch (cause) {
    throw inputError(file, cause);
  }
}

/**
 * An error of the file system on an input, in words a person can act on.
 *
 * @returns `media/not-found`, `media/unreadable`, or the cause itself where it is no error of the file system
 */
export function inputError(file: string, cause: unknown): unknown {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (cause instanceof RapgoError || !(cause instanceof Error) || code === undefined) return cause;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new RapgoError('media/not-found', `there is no file ${file}`, { cause });
  }
  const words = code === 'EACCES' || code === 'EPERM' ? 'you may not read it' : message;
  return new RapgoError('media/unreadable', `${file} cannot be read: ${words}`, { cause });
}
