import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'better-sqlite3';
import type { Arrivals } from '../../engine/ports/arrivals.js';
import type { Ledger } from '../../engine/ports/ledger.js';
import type { RunStore } from '../../engine/ports/run-store.js';
import { type SqliteArrivals, sqliteArrivalsOn } from './sqlite-arrivals.js';
import { isBusy, shapeError, toHistoryError } from './sqlite-errors.js';
import { type SqliteJobs, sqliteJobsOn } from './sqlite-jobs.js';
import { type SqliteLedger, sqliteLedgerOn } from './sqlite-ledger.js';
import { isShapeProblem, type LoadSqlite, openDatabase, prepare } from './sqlite-open.js';

/** How long a call goes on asking while other processes hold the lock, ms; their transactions last a few. */
const BUSY_LIMIT_MS = 15_000;
/** Jobs that one transaction deletes: few enough for some milliseconds. */
const PRUNED_AT_ONCE = 200;

/** Where the history is. */
export interface SqliteJobsOptions {
  /** The database; it and its folder are made when needed. */
  readonly file: string;
  /** Milliseconds since 1970-01-01 UTC; whole numbers. */
  readonly now: () => number;
  /** @default the package `better-sqlite3` */
  readonly load?: LoadSqlite;
}

interface Opened {
  readonly db: Database;
  readonly jobs: SqliteJobs;
  readonly ledger: SqliteLedger;
  readonly arrivals: SqliteArrivals;
}

/**
 * A history and its ledger in one SQLite file (WAL), shared by any number of processes. Nothing is loaded or opened before the first
 * call; a call that meets a lock waits without stopping the event loop for long.
 *
 * @throws {RapgoError} from every call: `history/unusable`, `history/newer`; `tool/missing` where SQLite does not load
 */
export function sqliteJobs({
  file,
  now,
  load = () => import('better-sqlite3'),
}: SqliteJobsOptions): RunStore & { readonly ledger: Ledger; readonly arrivals: Arrivals } {
  let opened: Promise<Opened> | undefined;
  let closed = false;

  async function open(): Promise<Opened> {
    const Sqlite = await prepare(file, load);
    return patiently(() => {
      const db = openDatabase(Sqlite, file);
      try {
        return {
          db,
          jobs: sqliteJobsOn(db, now),
          ledger: sqliteLedgerOn(db),
          arrivals: sqliteArrivalsOn(db),
        };
      } catch (error) {
        db.close();
        throw isShapeProblem(error) ? shapeError(error, file) : error;
      }
    });
  }
  async function use<T>(work: (opened: Opened) => T): Promise<T> {
    if (closed) throw new Error('the history is closed');
    try {
      opened ??= open().catch((error: unknown) => {
        opened = undefined; // the next call may find the folder writable
        throw error;
      });
      const ready = await opened;
      return await patiently(() => work(ready));
    } catch (error) {
      throw toHistoryError(error, file);
    }
  }
  const call = <T>(work: (jobs: SqliteJobs) => T) => use(({ jobs }) => work(jobs));
  return {
    create: (job) => call((jobs) => jobs.create(job)),
    start: (job, leaseOwner, leaseMs) => call((jobs) => jobs.start(job, leaseOwner, leaseMs)),
    acquire: (jobId, leaseOwner, leaseMs) => call((jobs) => jobs.acquire(jobId, leaseOwner, leaseMs)),
    renew: (lease, leaseMs) => call((jobs) => jobs.renew(lease, leaseMs)),
    recordInputs: (lease, inputs) => call((jobs) => jobs.recordInputs(lease, inputs)),
    append: (lease, events) => call((jobs) => jobs.append(lease, events)),
    finish: (lease, outcome, lastEvent) => call((jobs) => jobs.finish(lease, outcome, lastEvent)),
    requestCancel: (jobId) => call((jobs) => jobs.requestCancel(jobId)),
    get: (idOrPrefix) => call((jobs) => jobs.get(idOrPrefix)),
    list: (filter) => call((jobs) => jobs.list(filter)),
    tally: (filter) => call((jobs) => jobs.tally(filter)),
    async prune(endedBefore, { dryRun = false, signal } = {}) {
      if (dryRun) return call((jobs) => jobs.countPrunable(endedBefore));
      for (let total = 0; ; ) {
        signal?.throwIfAborted();
        const count = await call((jobs) => jobs.prune(endedBefore, PRUNED_AT_ONCE));
        if (count === 0) return total;
        total += count;
        await delay(1); // whoever waits for the lock gets it now
      }
    },
    events: (jobId, after) => call((jobs) => jobs.events(jobId, after)),
    ledger: {
      find: (output) => use(({ ledger }) => ledger.find(output)),
      open: (entry) => use(({ ledger }) => ledger.open(entry)),
      close: (output, made, sha256) => use(({ ledger }) => ledger.close(output, made, sha256)),
      moveSource: (from, to) => use(({ ledger }) => ledger.moveSource(from, to)),
    },
    arrivals: {
      find: (watch, source) => use(({ arrivals }) => arrivals.find(watch, source)),
      doneOfSize: (watch, bytes) => use(({ arrivals }) => arrivals.doneOfSize(watch, bytes)),
      save: (arrival) => use(({ arrivals }) => arrivals.save(arrival)),
    },
    async close() {
      closed = true;
      const ready = await opened?.catch(() => undefined); // what never opened needs no closing
      ready?.db.close();
    },
  };
}

/** Repeats `work` while the database is locked: every operation is one transaction, so a failed one left nothing. */
async function patiently<T>(work: () => T): Promise<T> {
  const giveUpAt = performance.now() + BUSY_LIMIT_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await delay(5 + Math.random() * 20); // unlike pauses, so that two waiters do not keep in step
    }
  }
}
