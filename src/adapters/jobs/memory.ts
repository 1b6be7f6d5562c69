import { RapgoError } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';
import type { Lease, Outcome } from '../../engine/ports/job-store.js';
import { audioSecondsOf, type JobTally } from '../../engine/ports/job-tally.js';
import type { RunStore } from '../../engine/ports/run-store.js';
import { addUp } from './add-up.js';
import { fits, isPrunable, newestFirst } from './memory-filter.js';
import { newRow, type Row } from './memory-row.js';

/** The rows and events of a history in memory. */
interface Table {
  readonly rows: Map<string, Row>;
  readonly events: Map<string, JobEvent[]>;
  readonly now: () => number;
}

/**
 * A history that lives as long as the process: for `--no-history` and for tests.
 * @param now milliseconds since 1970-01-01 UTC
 */
export function memoryJobs({ now }: { readonly now: () => number }): RunStore {
  const table: Table = { rows: new Map(), events: new Map(), now };
  const [runner, asker] = [runnerSide(table), askerSide(table)];
  return {
    ...runner,
    ...asker,
    async start(job, leaseOwner, leaseMs) {
      const made = await asker.create(job);
      if (made.id !== job.id) return { job: made };
      const lease = await runner.acquire(job.id, leaseOwner, leaseMs);
      return { job: plain(table.rows.get(job.id)!), lease: lease! };
    },
    ...readerSide(table),
    ...cleaner(table),
    async close() {},
  };
}

/** What the holder of a lease does. */
function runnerSide({
  rows,
  events,
  now,
}: Table): Pick<RunStore, 'acquire' | 'renew' | 'recordInputs' | 'append' | 'finish'> {
  const held = ({ jobId, leaseOwner, fence }: Lease): Row | undefined => {
    const row = rows.get(jobId);
    // An interrupted job whose fence has not moved is still its holder's: nobody has taken it over.
    const open = row?.state === 'running' || row?.state === 'interrupted';
    return open && row.fence === fence && row.leaseOwner === leaseOwner ? row : undefined;
  };
  return {
    async acquire(jobId, leaseOwner, leaseMs) {
      const row = rows.get(jobId);
      if (row === undefined) return undefined;
      noticeExpired(rows, now());
      if (row.state !== 'queued' && row.state !== 'interrupted') return undefined;
      const fence = row.fence + 1;
      Object.assign(row, {
        state: 'running',
        stage: null,
        progress: 0,
        startedAt: now(),
        cancelRequestedAt: null,
      });
      Object.assign(row, { leaseOwner, leaseUntil: now() + leaseMs, fence, attempt: row.attempt + 1 });
      return { jobId, leaseOwner, fence };
    },
    async renew(lease, leaseMs) {
      const row = held(lease);
      if (row === undefined) return { lost: true, cancelRequested: false };
      Object.assign(row, { state: 'running', leaseUntil: now() + leaseMs });
      return { lost: false, cancelRequested: row.cancelRequestedAt !== null };
    },
    async recordInputs(lease, inputs) {
      const row = held(lease);
      if (row !== undefined) row.inputs = plain(inputs);
      return row !== undefined;
    },
    async append(lease, added) {
      const row = held(lease);
      if (row === undefined) return;
      for (const event of added) {
        events.get(row.id)!.push(plain(event));
        if (event.type === 'progress') Object.assign(row, { stage: event.stage, progress: event.fraction });
      }
    },
    async finish(lease, outcome, lastEvent) {
      const row = held(lease);
      if (row === undefined) return false;
      Object.assign(row, ending(outcome), { finishedAt: now(), leaseOwner: null, leaseUntil: null });
      events.get(row.id)!.push(plain(lastEvent));
      return true;
    },
  };
}

/** What somebody does who wants a job, or no longer. */
function askerSide({ rows, events, now }: Table): Pick<RunStore, 'create' | 'requestCancel'> {
  return {
    async create(job) {
      noticeExpired(rows, now());
      const { owner, idempotencyKey: key, parentId } = job;
      const known = [...rows.values()].find((row) => row.owner === owner && row.idempotencyKey === key);
      if (known !== undefined) return plain(known);
      if (rows.has(job.id)) throw new Error(`there is a job ${job.id} already`);
      if (parentId !== undefined && !rows.has(parentId)) {
        throw new RapgoError('history/not-found', `there is no job ${parentId} to be the parent`);
      }
      const row = plain(newRow(job, now()));
      rows.set(job.id, row);
      events.set(job.id, []);
      return plain(row);
    },
    async requestCancel(jobId) {
      noticeExpired(rows, now());
      const row = rows.get(jobId);
      if (row?.state !== 'running' && row?.state !== 'queued') return false;
      row.cancelRequestedAt ??= now();
      if (row.state === 'running') return true;
      Object.assign(row, { state: 'cancelled', finishedAt: now() });
      const log = events.get(jobId)!;
      const sequence = (log.at(-1)?.sequence ?? 0) + 1;
      log.push({ version: 1, jobId, sequence, time: now(), type: 'cancelled' });
      return true;
    },
  };
}

/** What a reader of the history does. */
function readerSide({ rows, events, now }: Table): Pick<RunStore, 'get' | 'list' | 'tally' | 'events'> {
  return {
    async get(idOrPrefix) {
      noticeExpired(rows, now());
      const exact = rows.get(idOrPrefix);
      if (exact !== undefined) return plain(exact);
      const fitting = [...rows.values()].filter((row) => idOrPrefix !== '' && row.id.startsWith(idOrPrefix));
      return fitting.length === 1 ? plain(fitting[0]!) : undefined;
    },
    async list(filter = {}) {
      noticeExpired(rows, now());
      return [...rows.values()]
        .filter((row) => fits(row, filter, rows))
        .sort(newestFirst)
        .slice(0, filter.limit ?? 50)
        .map(plain);
    },
    async tally(filter = {}) {
      noticeExpired(rows, now());
      const fitting = [...rows.values()].filter((row) => fits(row, filter, rows));
      return addUp(fitting.map(tallyOf));
    },
    async events(jobId, after = 0) {
      const log = events.get(jobId) ?? [];
      return plain(log.filter(({ sequence }) => sequence > after).sort((a, b) => a.sequence - b.sequence));
    },
  };
}

/** What forgets. */
function cleaner({ rows, events, now }: Table): Pick<RunStore, 'prune'> {
  return {
    async prune(endedBefore, { dryRun = false, signal } = {}) {
      noticeExpired(rows, now());
      const old = [...rows.values()].filter((row) => isPrunable(row, endedBefore, rows));
      if (dryRun) return old.length;
      signal?.throwIfAborted();
      for (const { id } of old) {
        rows.delete(id);
        events.delete(id);
      }
      return old.length;
    },
  };
}

function tallyOf({ kind, state, result, startedAt, finishedAt }: Row): JobTally {
  const audioSeconds = audioSecondsOf(result);
  const busyMs = audioSeconds === null ? 0 : finishedAt! - startedAt!;
  return { kind, state, count: 1, audioSeconds: audioSeconds ?? 0, busyMs };
}

/** What a store that writes JSON would give back: a copy, without `undefined`. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function noticeExpired(rows: Table['rows'], now: number): void {
  for (const row of rows.values())
    if (row.state === 'running' && row.leaseUntil! <= now) row.state = 'interrupted';
}

function ending(outcome: Outcome): Partial<Row> {
  if (outcome.state === 'cancelled') return { state: 'cancelled' };
  if (outcome.state === 'failed') return { state: 'failed', failure: plain(outcome.failure) };
  const { state, result = null, artifacts } = outcome;
  return plain({ state, result, artifacts });
}
