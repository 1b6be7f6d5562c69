import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { checkOrigin, migrate } from './migrate.js';
import { bindingError, codeOf, folderError } from './sqlite-errors.js';

/**
 * How long SQLite itself waits for a lock, ms. The event loop stands still meanwhile, so it is short; the adapter
 * goes on asking, with pauses in which Ctrl-C is heard.
 */
const BUSY_TIMEOUT_MS = 250;

/** Loads the package; a parameter, so that a test can show what a broken installation says. */
export type LoadSqlite = () => Promise<{ readonly default: typeof Sqlite }>;

/** Makes the folder of the history and loads SQLite: what has to be done once, before {@link openDatabase}. */
export async function prepare(file: string, load: LoadSqlite): Promise<typeof Sqlite> {
  try {
    // Names of a person's files are nobody else's business.
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderError(error, dirname(file));
  }
  try {
    const { default: loaded } = await load();
    new loaded(':memory:').close(); // only now is the compiled part loaded
    return loaded;
  } catch (error) {
    throw bindingError(error);
  }
}

/** Opens the file in its newest shape. What SQLite throws comes through; nothing stays open then. */
export function openDatabase(Database: typeof Sqlite, file: string): Sqlite.Database {
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    checkOrigin(db); // before the first change: the file may be somebody else's
    // In WAL, NORMAL survives a crash of the process; only a power cut may take the last moments, never the file.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Whether SQLite found a table or a column missing. */
export const isShapeProblem = (error: unknown): boolean => codeOf(error) === 'SQLITE_ERROR';
