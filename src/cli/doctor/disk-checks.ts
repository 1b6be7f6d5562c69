import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { RapgoError } from '../../engine/errors.js';
import type { CliContext } from '../context.js';
import type { Check } from './check.js';

const GIB = 2 ** 30;
/** An hour of speech with its stems stays below this. */
const ROOM_GIB = 2;
/** Write and read version in a database file's header: 2 where the journal is a write-ahead log. */
const JOURNAL_BYTES = { start: 18, end: 19 };
const WRITE_AHEAD = 2;

/** The database of past runs. */
export function historyCheck({
  history,
  historyFile,
  common,
}: Pick<CliContext, 'history' | 'historyFile' | 'common'>): Check {
  return {
    name: 'history',
    why: 'remembers every run, for rapgo jobs',
    async look() {
      if (historyFile === undefined) {
        if (!common.history) return { state: 'ok', found: 'switched off' };
        return { state: 'warning', found: 'no home folder to keep it in', fix: 'set RAPGO_HOME to a folder' };
      }
      try {
        await (await history()).list({ limit: 1 });
      } catch (error) {
        if (!(error instanceof RapgoError)) throw error;
        return {
          state: 'missing',
          found: error.message,
          fix: error.hint ?? 'set RAPGO_HOME to another folder',
        };
      }
      const isWal = (await readJournalBytes(historyFile)).every((byte) => byte === WRITE_AHEAD);
      if (isWal) return { state: 'ok', found: `${historyFile}, write-ahead log` };
      const fix = 'set RAPGO_HOME to a folder on a local disk, where several runs can write at once';
      return { state: 'warning', found: `${historyFile}, without a write-ahead log`, fix };
    },
  };
}

/** A folder we write to: whether we may, and how much room there is. */
export function folderCheck(name: string, folder: string, why: string): Check {
  return {
    name,
    why,
    async look() {
      const probe = join(folder, `.rapgo-${randomUUID()}`);
      try {
        await writeFile(probe, '');
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? String(error);
        return {
          state: 'warning',
          found: `${folder} cannot be written to (${reason})`,
          fix: 'use another folder',
        };
      } finally {
        await rm(probe, { force: true }).catch(() => {});
      }
      const { bavail, bsize } = await statfs(folder);
      const freeGib = (bavail * bsize) / GIB;
      const found = `${folder}, ${freeGib.toFixed(1)} GiB free`;
      const details = { folder, freeBytes: bavail * bsize };
      if (freeGib >= ROOM_GIB) return { state: 'ok', found, details };
      return { state: 'warning', found, fix: 'free some room', details };
    },
  };
}

/** As {@link folderCheck}, for the folder of the history, which is made where it is missing. */
export function dataFolderCheck(historyFile: string): Check {
  const folder = dirname(historyFile);
  const check = folderCheck('data folder', folder, 'holds the history');
  return {
    ...check,
    async look() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return check.look();
    },
  };
}

function readJournalBytes(file: string): Promise<Uint8Array> {
  return buffer(createReadStream(file, JOURNAL_BYTES));
}
