import Sqlite from 'better-sqlite3';
import { sqliteJobs } from '../../src/adapters/jobs/sqlite.js';
import type { JobRecord } from '../../src/engine/job.js';

/** Longer than any lease lasts, ms. */
const LATER_MS = 60_000;

/** All rows as they will be read once the leases of the dead have run out. */
export async function rowsLater(file: string): Promise<readonly JobRecord[]> {
  const store = sqliteJobs({ file, now: () => Date.now() + LATER_MS });
  try {
    return await store.list({ limit: 1_000_000 });
  } finally {
    await store.close();
  }
}

/** `ok`, or what SQLite finds wrong with the file. */
export function integrityOf(file: string): string {
  const db = new Sqlite(file);
  try {
    return String(db.pragma('integrity_check', { simple: true }));
  } finally {
    db.close();
  }
}
