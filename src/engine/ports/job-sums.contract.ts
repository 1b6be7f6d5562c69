import { describe, expect, it } from 'vitest';
import { type JobBench, LEASE_MS, SPEC, START } from './job-bench.contract.js';
import type { Outcome } from './job-store.js';

const FAILURE: Outcome = { state: 'failed', failure: { code: 'media/no-audio', message: 'x' } };
const success = (result: unknown): Outcome => ({ state: 'succeeded', result, artifacts: [] });

/** Rules of the filters by which batches and retries are told apart. */
export function linking(bench: JobBench): void {
  const { create, hold, finish, ids } = bench;
  const fail = async (more = {}): Promise<string> => {
    bench.clock += 1;
    const id = await create(more);
    await finish(await hold(id), FAILURE);
    return id;
  };
  describe('list() of linked jobs', () => {
    it('leaves out children on demand', async () => {
      const parent = await create();
      await create({ parentId: parent });
      const alone = await create({ spec: { ...SPEC, kind: 'pitch' } });
      expect(await ids({ topLevel: true })).toEqual([alone, parent]);
      expect(await ids({ topLevel: true, kind: 'pitch', state: 'queued' })).toEqual([alone]);
      expect(await ids({ topLevel: true, since: START + 1 })).toEqual([]);
      expect(await ids({ topLevel: true, parentId: parent })).toEqual([]);
    });
    it('finds the retries of a job, which may be gone', async () => {
      const first = await fail();
      const [a, b] = [await create({ retryOf: first }), await create({ retryOf: first })];
      const other = await create({ retryOf: 'gone' });
      expect(await ids({ retryOf: first })).toEqual([b, a]);
      expect(await ids({ retryOf: 'gone' })).toEqual([other]);
      expect((await bench.store.get(a))?.retryOf).toBe(first);
    });
    it('leaves out what was retried later, whether that went well, failed or is still to come', async () => {
      const failed = { state: 'failed', unretried: true } as const;
      const first = await fail();
      const other = await fail();
      expect(await ids(failed)).toEqual([other, first]);
      const again = await fail({ retryOf: first });
      expect(await ids(failed)).toEqual([again, other]);
      const third = await create({ retryOf: first });
      expect(await ids(failed)).toEqual([other]);
      await finish(await hold(third), success(1));
      expect(await ids(failed)).toEqual([other]);
      expect(await ids({ unretried: true })).toEqual([third, other]);
    });
    it('does not count a retry that was cancelled or interrupted, nor one from before', async () => {
      const first = await fail();
      await bench.store.requestCancel(await create({ retryOf: first }));
      await hold(await create({ retryOf: first }));
      bench.clock += LEASE_MS;
      expect(await ids({ state: 'failed', unretried: true })).toEqual([first]);
      const again = await fail({ retryOf: first });
      expect(await ids({ state: 'failed', unretried: true })).toEqual([again]);
    });
    it('tells retries of one millisecond apart by their ids', async () => {
      const [first, again] = [await create(), 'ffff'];
      await finish(await hold(first), FAILURE);
      await finish(await hold(await create({ id: again, retryOf: first })), FAILURE);
      expect(await ids({ unretried: true })).toEqual([again]);
    });
  });
}

/** Rules of tally(). */
export function tallying(bench: JobBench): void {
  const { create, hold, finish } = bench;
  const run = async (kind: string, outcome: Outcome, ms: number, more = {}): Promise<string> => {
    const id = await create({ spec: { ...SPEC, kind }, ...more });
    const lease = await hold(id);
    bench.clock += ms;
    await finish(lease, outcome);
    return id;
  };
  describe('tally()', () => {
    it('counts by kind and state, in that order, and sums up the sound and the time it took', async () => {
      await run('stretch', success({ inputSeconds: 60, outputSeconds: 120 }), 1000);
      await run('stretch', success({ inputSeconds: 30.5 }), 500);
      await run('generate', success({ durationSeconds: 90 }), 3000);
      await run('stretch', success({ other: 1 }), 700);
      await run('stretch', FAILURE, 900);
      await create();
      expect(await bench.store.tally()).toEqual([
        { kind: 'generate', state: 'succeeded', count: 1, audioSeconds: 90, busyMs: 3000 },
        { kind: 'stretch', state: 'failed', count: 1, audioSeconds: 0, busyMs: 0 },
        { kind: 'stretch', state: 'queued', count: 1, audioSeconds: 0, busyMs: 0 },
        { kind: 'stretch', state: 'succeeded', count: 3, audioSeconds: 90.5, busyMs: 1500 },
      ]);
    });
    it('is of the jobs that fit, and adds up those of different batches', async () => {
      const parent = await create({ spec: { ...SPEC, kind: 'batch' } });
      await run('pitch', success({ inputSeconds: 1 }), 10, { parentId: parent });
      const since = bench.clock;
      await run('pitch', success({ inputSeconds: 2 }), 10, { parentId: parent });
      await run('pitch', success({ inputSeconds: 4 }), 10);
      const sum = async (filter: Parameters<typeof bench.store.tally>[0]) =>
        (await bench.store.tally(filter)).map(({ kind, count, audioSeconds }) => [kind, count, audioSeconds]);
      expect(await sum({ kind: 'pitch' })).toEqual([['pitch', 3, 7]]);
      expect(await sum({ parentId: parent })).toEqual([['pitch', 2, 3]]);
      expect(await sum({ since, state: 'succeeded' })).toEqual([['pitch', 2, 6]]);
      expect(await sum({ topLevel: true })).toEqual([
        ['batch', 1, 0],
        ['pitch', 1, 4],
      ]);
      expect(await sum({ kind: 'none' })).toEqual([]);
    });
    it('sees an expired lease', async () => {
      await hold(await create());
      bench.clock += LEASE_MS;
      expect(await bench.store.tally()).toMatchObject([{ state: 'interrupted', count: 1 }]);
    });
    it('takes no sound from results that are no objects, or name it otherwise', async () => {
      for (const result of [null, 5, 'text', [1], { inputSeconds: '60' }])
        await run('x', success(result), 10);
      expect(await bench.store.tally()).toMatchObject([{ count: 5, audioSeconds: 0, busyMs: 0 }]);
    });
  });
}

/** Rules of prune(). */
export function pruning(bench: JobBench): void {
  const { create, hold, finish, ids } = bench;
  describe('prune()', () => {
    it('deletes what ended before, with its events, and says how many', async () => {
      const old = await create();
      await finish(await hold(old));
      const cancelled = await create();
      await bench.store.requestCancel(cancelled);
      const slow = await hold(await create());
      bench.clock += 10;
      await finish(slow);
      expect(await bench.store.prune(START + 10, { dryRun: true })).toBe(2);
      expect(await ids()).toHaveLength(3);
      expect(await bench.store.prune(START + 10)).toBe(2);
      expect(await ids()).toEqual([slow.jobId]);
      expect([await bench.store.events(old), await bench.store.events(cancelled)]).toEqual([[], []]);
      expect(await bench.store.events(slow.jobId)).toHaveLength(1);
      expect(await bench.store.prune(START + 10)).toBe(0);
    });
    it('leaves queued and running jobs, however old', async () => {
      const queued = await create();
      const running = await hold(await create());
      bench.clock += 1000 * LEASE_MS;
      await bench.store.renew(running, LEASE_MS);
      expect(await bench.store.prune(bench.clock)).toBe(0);
      expect(await ids()).toEqual([running.jobId, queued]);
    });
    it('takes an interrupted job as ended when its lease ran out', async () => {
      await hold(await create());
      bench.clock += 10 * LEASE_MS;
      expect(await bench.store.prune(START + LEASE_MS)).toBe(0);
      expect(await bench.store.prune(START + LEASE_MS + 1)).toBe(1);
    });
    it('keeps a parent as long as one of its children', async () => {
      const parent = await create();
      await finish(await hold(parent));
      const [done, open] = [await create({ parentId: parent }), await create({ parentId: parent })];
      await finish(await hold(done));
      bench.clock += 10;
      expect(await bench.store.prune(bench.clock)).toBe(1);
      expect(await ids()).toEqual([open, parent]);
      await bench.store.requestCancel(open);
      expect(await bench.store.prune(bench.clock + 1)).toBe(2);
      expect(await ids()).toEqual([]);
    });
    it('deletes more than one step takes', async () => {
      for (let n = 0; n < 450; n++) await bench.store.requestCancel(await create());
      expect(await bench.store.prune(START + 1)).toBe(450);
    });
    it('deletes nothing once it is aborted', async () => {
      await bench.store.requestCancel(await create());
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(bench.store.prune(START + 1, { signal })).rejects.toThrow('enough');
      expect(await ids()).toHaveLength(1);
    });
  });
}
