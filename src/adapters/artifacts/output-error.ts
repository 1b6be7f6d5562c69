import { RapgoError } from '../../engine/errors.js';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'it is on a read-only volume',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'its name is too long',
  ENOTEMPTY: 'it is a folder',
  EXDEV: 'it is on another volume',
  ETXTBSY: 'it is in use',
  EBUSY: 'it is in use',
};

/**
 * An error of the file system on an output, in words a person can act on.
 *
 * @param target the path the person knows
 * @returns `output/full`, `output/unwritable`, or the cause itself where it is no error of the file system
 */
export function outputError(target: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const isSystemError = cause instanceof Error && typeof code === 'string' && 'syscall' in cause;
  if (cause instanceof RapgoError || !isSystemError) return cause;
  if (FULL.has(code)) return outputFull(target, cause);
  const hint = code === 'ENOENT' ? { hint: 'Create the folder first' } : {};
  const words = WORDS[code] ?? cause.message;
  return new RapgoError('output/unwritable', `${target} cannot be written: ${words}`, { cause, ...hint });
}

/** No room left for `target`. */
export function outputFull(target: string, cause?: unknown): RapgoError {
  return new RapgoError('output/full', `there is no room left to write ${target}`, {
    cause,
    hint: 'Free some space on that volume, or choose another folder',
  });
}
