import type { Database, Statement } from 'better-sqlite3';
import type { Lease } from '../../engine/ports/job-store.js';
import type { JobRow } from './sqlite-rows.js';

/**
 * The guard of every write by a runner. A job that was seen as interrupted is still its holder's as long as the fence
 * has not moved: a laptop that slept goes on where it was.
 */
const HELD = `id = @jobId AND fence = @fence AND lease_owner = @leaseOwner AND state IN ('running', 'interrupted')`;
const EXPIRED = `state = 'running' AND lease_until <= @now`;
/** Whether a job had ended by then. No job ends before it is made, so the index by age narrows the search. */
const ended = (jobs: string): string => `${jobs}.created_at < @before
  AND ${jobs}.state IN ('succeeded', 'failed', 'cancelled', 'interrupted')
  AND coalesce(${jobs}.finished_at, ${jobs}.lease_until, ${jobs}.created_at) < @before`;
const PRUNABLE = `${ended('jobs')}
  AND NOT EXISTS (SELECT 1 FROM jobs AS child WHERE child.parent_id = jobs.id AND NOT (${ended('child')}))`;

const SQL = {
  byId: 'SELECT * FROM jobs WHERE id = ?',
  byPrefix: 'SELECT * FROM jobs WHERE id >= ? AND id < ? LIMIT 2',
  byKey: 'SELECT * FROM jobs WHERE owner = ? AND idempotency_key = ?',
  events: 'SELECT event FROM events WHERE job_id = ? AND sequence > ? ORDER BY sequence',
  lastSequence: 'SELECT max(sequence) AS sequence FROM events WHERE job_id = ?',
  addEvent: 'INSERT INTO events (job_id, sequence, event) VALUES (?, ?, ?)',
  insert: `INSERT INTO jobs (id, spec_version, kind, state, owner, parent_id, retry_of, idempotency_key, rapgo_version, inputs,
      options, created_at)
    VALUES (@id, @specVersion, @kind, 'queued', @owner, @parentId, @retryOf, @idempotencyKey, @rapgoVersion,
      @inputs, @options, @now)`,
  acquire: `UPDATE jobs SET state = 'running', lease_owner = @leaseOwner, lease_until = @until, fence = fence + 1,
      attempt = attempt + 1, started_at = @now, stage = NULL, progress = 0, cancel_requested_at = NULL
    WHERE id = @jobId AND (state IN ('queued', 'interrupted') OR (${EXPIRED})) RETURNING fence`,
  renew: `UPDATE jobs SET state = 'running', lease_until = @until WHERE ${HELD} RETURNING cancel_requested_at`,
  holds: `SELECT 1 FROM jobs WHERE ${HELD}`,
  recordInputs: `UPDATE jobs SET inputs = @inputs WHERE ${HELD}`,
  setProgress: 'UPDATE jobs SET stage = ?, progress = ? WHERE id = ?',
  finish: `UPDATE jobs SET state = @state, result = @result, artifacts = @artifacts, failure = @failure,
      audio_seconds = @audioSeconds, finished_at = @now, lease_owner = NULL, lease_until = NULL WHERE ${HELD}`,
  anyExpired: `SELECT 1 FROM jobs WHERE ${EXPIRED} LIMIT 1`,
  interrupt: `UPDATE jobs SET state = 'interrupted' WHERE ${EXPIRED}`,
  askRunning: `UPDATE jobs SET cancel_requested_at = coalesce(cancel_requested_at, @now)
    WHERE id = @jobId AND state = 'running'`,
  cancelQueued: `UPDATE jobs SET state = 'cancelled', cancel_requested_at = @now, finished_at = @now
    WHERE id = @jobId AND state = 'queued'`,
  countPrunable: `SELECT count(*) AS count FROM jobs WHERE ${PRUNABLE}`,
  // Newest first, so that children go before their parents and a parent never takes them out of its batch.
  prune: `DELETE FROM jobs WHERE id IN
    (SELECT id FROM jobs WHERE ${PRUNABLE} ORDER BY created_at DESC, id DESC LIMIT @limit)`,
} as const satisfies Record<keyof Shapes, string>;

type Clock = { readonly now: number };
/** Columns that say how a job ended. */
export interface Ending extends Readonly<Record<'state' | 'result' | 'artifacts' | 'failure', string>> {
  readonly audioSeconds: number | null;
}
type JobAt = Clock & { readonly jobId: string };

/** What each statement takes and gives. */
interface Shapes {
  byId: Statement<[string], JobRow>;
  byPrefix: Statement<[string, string], JobRow>;
  byKey: Statement<[string, string], JobRow>;
  events: Statement<[string, number], { event: string }>;
  lastSequence: Statement<[string], { sequence: number | null }>;
  addEvent: Statement<[string, number, string]>;
  insert: Statement<Clock & Readonly<Record<string, string | number | null>>>;
  acquire: Statement<JobAt & { readonly leaseOwner: string; readonly until: number }, { fence: number }>;
  renew: Statement<Lease & { readonly until: number }, { cancel_requested_at: number | null }>;
  holds: Statement<Lease, unknown>;
  recordInputs: Statement<Lease & { readonly inputs: string }>;
  setProgress: Statement<[string, number, string]>;
  finish: Statement<Lease & Clock & Ending>;
  anyExpired: Statement<Clock, unknown>;
  interrupt: Statement<Clock>;
  askRunning: Statement<JobAt>;
  cancelQueued: Statement<JobAt>;
  countPrunable: Statement<{ readonly before: number }, { count: number }>;
  prune: Statement<{ readonly before: number; readonly limit: number }>;
}

/** Every fixed statement of the history. */
export type Statements = Readonly<Shapes>;

/**
 * Prepares all statements at once, so that a database without our tables is noticed when it is opened.
 * @throws the error of SQLite, code `SQLITE_ERROR`, where a table or column is missing
 */
export function prepareStatements(db: Database): Statements {
  const prepared = Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)]);
  return Object.fromEntries(prepared) as Statements;
}
