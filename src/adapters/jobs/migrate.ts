import type { Database } from 'better-sqlite3';
import { RapgoError } from '../../engine/errors.js';
import { MIGRATIONS } from './migrations/index.js';

/** `RAPG` in ASCII, in the file's header: tells our database from anybody else's. */
const APPLICATION_ID = 0x52415047;

/**
 * Brings the database to the newest shape, each step in one transaction. Safe when several processes start at once:
 * a step looks at the version again once it holds the write lock.
 *
 * @throws {RapgoError} `history/newer` where a newer rapgo has been here
 */
export function migrate(db: Database, migrations: readonly string[] = MIGRATIONS): void {
  const step = db.transaction((): void => {
    const version = readVersion(db);
    const sql = migrations[version];
    if (sql === undefined) return;
    db.exec(sql);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${version + 1}`);
  });
  for (let version = readVersion(db); version !== migrations.length; version = readVersion(db)) {
    if (version > migrations.length) throw newerError(db.name, version, migrations.length);
    step.immediate();
  }
}

const readVersion = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

/**
 * Makes sure, without a change, that the file is empty or ours.
 * @throws {RapgoError} `history/unusable` for the database of another program
 */
export function checkOrigin(db: Database): void {
  // One statement, one snapshot: another process may be in the middle of the first migration.
  const sql = `SELECT (SELECT application_id FROM pragma_application_id) AS id,
    EXISTS (SELECT 1 FROM sqlite_schema) AS used`;
  const { id, used } = db.prepare<[], { id: number; used: number }>(sql).get()!;
  if (id === APPLICATION_ID || (id === 0 && used === 0)) return;
  throw new RapgoError('history/unusable', `${db.name} is a database of another program`, {
    hint: 'Set RAPGO_HOME to another folder',
  });
}

function newerError(file: string, version: number, known: number): RapgoError {
  const message = `the history in ${file} was written by a newer rapgo (version ${version} of its shape, this one knows ${known})`;
  return new RapgoError('history/newer', message, {
    hint: 'Update rapgo, or set RAPGO_HOME to another folder',
  });
}
