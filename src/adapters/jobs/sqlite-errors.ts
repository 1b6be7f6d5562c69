import { RapgoError } from '../../engine/errors.js';

/** What a person reads for each kind of SQLite failure, by the beginning of its code. */
const WORDS: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'is not a database',
  SQLITE_CORRUPT: 'is damaged',
  SQLITE_READONLY: 'cannot be written to',
  SQLITE_CANTOPEN: 'cannot be opened',
  SQLITE_PERM: 'cannot be opened: access is denied',
  SQLITE_AUTH: 'cannot be opened: access is denied',
  SQLITE_FULL: 'cannot grow: the disk is full',
  SQLITE_IOERR: 'cannot be read or written',
  SQLITE_PROTOCOL: 'cannot be locked; is it on a network drive?',
  SQLITE_NOLFS: 'is too large for its disk',
};

const HINT = 'Move it away, set RAPGO_HOME to another folder, or use --no-history';

/** Whether another process held a lock for too long; the same call may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/**
 * What a failure of SQLite or of the file system means to a person: `history/unusable`. Anything else, such as a
 * broken constraint, is a fault of ours and comes back as it is.
 */
export function toHistoryError(error: unknown, file: string): unknown {
  if (error instanceof RapgoError) return error;
  const code = codeOf(error);
  if (isBusy(error)) {
    return new RapgoError('history/unusable', `the history ${file} is locked by another process`, {
      cause: error,
      retryable: true,
      hint: 'Try again once the other rapgo is done',
    });
  }
  const known = Object.keys(WORDS).find((name) => code.startsWith(name));
  const words = known === undefined ? undefined : WORDS[known];
  if (words === undefined) return error;
  const hint = known === 'SQLITE_FULL' ? 'Free some space, or use --no-history' : HINT;
  return new RapgoError('history/unusable', `the history ${file} ${words}`, { cause: error, hint });
}

/** The error for a folder that cannot be made. */
export function folderError(error: unknown, folder: string): RapgoError {
  const message = `the folder ${folder} for the history cannot be made: ${(error as Error).message}`;
  return new RapgoError('history/unusable', message, {
    cause: error,
    hint: 'Set RAPGO_HOME to a folder of yours, or use --no-history',
  });
}

/** The error for a database that lacks our tables although it says it has them. */
export function shapeError(error: unknown, file: string): RapgoError {
  return new RapgoError('history/unusable', `the history ${file} is damaged`, { cause: error, hint: HINT });
}

/** The error for an SQLite package whose compiled part does not load. */
export function bindingError(error: unknown): RapgoError {
  return new RapgoError('tool/missing', 'the SQLite part of rapgo does not load, so no history can be kept', {
    cause: error,
    hint: 'Run npm rebuild better-sqlite3, or use --no-history',
  });
}

/** The code of an SQLite failure; empty for anything else. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return String(error.code);
}
