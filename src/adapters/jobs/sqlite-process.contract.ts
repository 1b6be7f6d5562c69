/**
 * One of several processes that share a history; started by sqlite.test.ts.
 * Arguments: file, name of this process, number of jobs, and `die` to stop in the middle of a job as a crash would.
 */
import { createUuidv7 } from '../../engine/uuid.js';
import { sqliteJobs } from './sqlite.js';

const [file = '', name = '', jobCount = '0', last = ''] = process.argv.slice(2);
const store = sqliteJobs({ file, now: Date.now });
const nextId = createUuidv7(Date.now);

for (let n = 0; n < Number(jobCount); n++) {
  const spec = { specVersion: 1, kind: name, inputs: [], options: { n } } as const;
  const { id } = await store.create({ id: nextId(), spec, owner: 'me', rapgoVersion: '0' });
  const lease = await store.acquire(id, name, 30_000);
  if (lease === undefined) throw new Error(`${id} is held by somebody else`);
  const head = { version: 1, jobId: id, time: Date.now() } as const;
  await store.append(lease, [{ ...head, sequence: 1, type: 'started', kind: name }]);
  if (last === 'die') process.kill(process.pid, 'SIGKILL');
  await store.renew(lease, 30_000);
  await store.list({ topLevel: true, limit: 5 });
  await store.tally();
  if (n % 10 === 0) await store.prune(1); // what ended before 1970 + 1 ms: nothing, but it takes the lock
  await store.finish(
    lease,
    { state: 'succeeded', result: n, artifacts: [] },
    { ...head, sequence: 2, type: 'finished', result: n },
  );
}
// All processes ask for the same key: one of them creates the job.
const spec = { specVersion: 1, kind: 'shared', inputs: [], options: {} } as const;
await store.create({ id: nextId(), spec, owner: 'me', rapgoVersion: '0', idempotencyKey: 'once' });
await store.close();
