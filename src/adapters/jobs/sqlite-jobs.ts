import type { Database } from 'better-sqlite3';
import { RapgoError } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';
import type { JobFailure, JobRecord, Ref } from '../../engine/job.js';
import type { JobFilter, Lease, NewJob, Outcome } from '../../engine/ports/job-store.js';
import { audioSecondsOf, type JobTally } from '../../engine/ports/job-tally.js';
import { addUp } from './add-up.js';
import { listQuery, tallyQuery } from './list-query.js';
import { codeOf } from './sqlite-errors.js';
import { type JobRow, toRecord } from './sqlite-rows.js';
import { type Ending, prepareStatements, type Statements } from './sqlite-statements.js';

/** The operations of a history on an open database; each is one transaction, or none where it only reads. */
export interface SqliteJobs {
  create(job: NewJob): JobRecord;
  start(
    job: NewJob,
    leaseOwner: string,
    leaseMs: number,
  ): { readonly job: JobRecord; readonly lease?: Lease };
  acquire(jobId: string, leaseOwner: string, leaseMs: number): Lease | undefined;
  renew(lease: Lease, leaseMs: number): { lost: boolean; cancelRequested: boolean };
  recordInputs(lease: Lease, inputs: readonly Ref[]): boolean;
  append(lease: Lease, events: readonly JobEvent[]): void;
  finish(lease: Lease, outcome: Outcome, lastEvent: JobEvent): boolean;
  requestCancel(jobId: string): boolean;
  get(idOrPrefix: string): JobRecord | undefined;
  list(filter?: JobFilter): readonly JobRecord[];
  tally(filter?: Omit<JobFilter, 'limit'>): readonly JobTally[];
  countPrunable(endedBefore: number): number;
  /** Deletes at most `limit` jobs and says how many; 0 means that none is left. */
  prune(endedBefore: number, limit: number): number;
  events(jobId: string, after?: number): readonly JobEvent[];
}

/**
 * The history on an open database in its newest shape.
 * @throws the error of SQLite; code `SQLITE_ERROR` where the shape is not what it says
 */
export function sqliteJobsOn(db: Database, now: () => number): SqliteJobs {
  const statements = prepareStatements(db);
  // IMMEDIATE takes the write lock at the start: a transaction that began by reading could not wait for it later.
  const atomic = <Args extends unknown[], R>(work: (...args: Args) => R) => db.transaction(work).immediate;
  const notice = (): void => noticeExpired(statements, now());
  return {
    create: atomic((job: NewJob) => create(statements, job, now())),
    start: atomic((job: NewJob, leaseOwner: string, leaseMs: number) => {
      const made = create(statements, job, now());
      if (made.id !== job.id) return { job: made };
      const lease = acquire(statements, { jobId: job.id, leaseOwner, now: now() }, leaseMs);
      return { job: toRecord(statements.byId.get(job.id)!), lease: lease! };
    }),
    acquire: (jobId, leaseOwner, leaseMs) => acquire(statements, { jobId, leaseOwner, now: now() }, leaseMs),
    renew(lease, leaseMs) {
      const row = statements.renew.get({ ...lease, until: now() + leaseMs });
      return {
        lost: row === undefined,
        cancelRequested: row !== undefined && row.cancel_requested_at !== null,
      };
    },
    recordInputs: (lease, inputs) =>
      statements.recordInputs.run({ ...lease, inputs: JSON.stringify(inputs) }).changes > 0,
    append: atomic((lease: Lease, events: readonly JobEvent[]) => append(statements, lease, events)),
    finish: atomic((lease: Lease, outcome: Outcome, lastEvent: JobEvent) => {
      const { changes } = statements.finish.run({ ...lease, ...endingColumns(outcome), now: now() });
      if (changes > 0) statements.addEvent.run(lease.jobId, lastEvent.sequence, JSON.stringify(lastEvent));
      return changes > 0;
    }),
    requestCancel: atomic((jobId: string) => requestCancel(statements, jobId, now())),
    get(idOrPrefix) {
      notice();
      return get(statements, idOrPrefix);
    },
    list(filter = {}) {
      notice();
      const { sql, values } = listQuery(filter);
      return db
        .prepare<(string | number)[], JobRow>(sql)
        .all(...values)
        .map(toRecord);
    },
    tally(filter = {}) {
      notice();
      const { sql, values } = tallyQuery(filter);
      return addUp(db.prepare<(string | number)[], JobTally>(sql).all(...values));
    },
    countPrunable(before) {
      notice();
      return statements.countPrunable.get({ before })!.count;
    },
    prune: atomic((before: number, limit: number) => {
      notice();
      return statements.prune.run({ before, limit }).changes;
    }),
    events: (jobId, after = 0) => statements.events.all(jobId, after).map(({ event }) => JSON.parse(event)),
  };
}

/** Stores `interrupted` where a lease has run out. The write lock is taken only when there is something to store. */
function noticeExpired({ anyExpired, interrupt }: Statements, now: number): void {
  if (anyExpired.get({ now }) !== undefined) interrupt.run({ now });
}

function create(statements: Statements, job: NewJob, now: number): JobRecord {
  const { id, spec, owner, rapgoVersion, parentId = null, retryOf = null, idempotencyKey = null } = job;
  noticeExpired(statements, now);
  const known = idempotencyKey === null ? undefined : statements.byKey.get(owner, idempotencyKey);
  if (known !== undefined) return toRecord(known);
  const { kind, specVersion } = spec;
  const inputs = JSON.stringify(spec.inputs);
  const options = JSON.stringify(spec.options);
  const columns = {
    id,
    specVersion,
    kind,
    owner,
    parentId,
    retryOf,
    idempotencyKey,
    rapgoVersion,
    inputs,
    options,
    now,
  };
  try {
    statements.insert.run(columns);
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
    throw new RapgoError('history/not-found', `there is no job ${parentId} to be the parent`, {
      cause: error,
    });
  }
  return toRecord(statements.byId.get(id)!);
}

function acquire(
  statements: Statements,
  taker: { readonly jobId: string; readonly leaseOwner: string; readonly now: number },
  leaseMs: number,
): Lease | undefined {
  const { jobId, leaseOwner, now } = taker;
  const row = statements.acquire.get({ jobId, leaseOwner, now, until: now + leaseMs });
  return row && { jobId, leaseOwner, fence: row.fence };
}

function append(statements: Statements, lease: Lease, events: readonly JobEvent[]): void {
  if (statements.holds.get(lease) === undefined) return;
  for (const event of events) statements.addEvent.run(lease.jobId, event.sequence, JSON.stringify(event));
  const last = events.findLast((event) => event.type === 'progress');
  if (last !== undefined) statements.setProgress.run(last.stage, last.fraction, lease.jobId);
}

function endingColumns(outcome: Outcome): Ending {
  const { state } = outcome;
  const failure: JobFailure | null = state === 'failed' ? outcome.failure : null;
  const [result, artifacts] =
    state === 'succeeded' ? [outcome.result ?? null, outcome.artifacts] : [null, []];
  return {
    state,
    result: JSON.stringify(result),
    artifacts: JSON.stringify(artifacts),
    failure: JSON.stringify(failure),
    audioSeconds: audioSecondsOf(result),
  };
}

function requestCancel(statements: Statements, jobId: string, now: number): boolean {
  noticeExpired(statements, now);
  if (statements.askRunning.run({ jobId, now }).changes > 0) return true;
  if (statements.cancelQueued.run({ jobId, now }).changes === 0) return false;
  const sequence = (statements.lastSequence.get(jobId)?.sequence ?? 0) + 1;
  const event: JobEvent = { version: 1, jobId, sequence, time: now, type: 'cancelled' };
  statements.addEvent.run(jobId, sequence, JSON.stringify(event));
  return true;
}

function get(statements: Statements, idOrPrefix: string): JobRecord | undefined {
  const exact = statements.byId.get(idOrPrefix);
  if (exact !== undefined) return toRecord(exact);
  if (idOrPrefix === '') return undefined;
  // Everything that begins with the prefix sorts between it and it with the last of all characters.
  const [first, second] = statements.byPrefix.all(idOrPrefix, `${idOrPrefix}\u{10ffff}`);
  return first !== undefined && second === undefined ? toRecord(first) : undefined;
}
