import { describe, expect, it } from 'vitest';
import { type JobBench, SPEC, START } from './job-bench.contract.js';

/** Rules of create(). */
export function creating(bench: JobBench): void {
  const { create, ids, job } = bench;
  describe('create()', () => {
    it('saves a queued job as it was asked for', async () => {
      const given = job();
      const created = await bench.store.create(given);
      expect(created).toEqual({
        ...SPEC,
        id: given.id,
        state: 'queued',
        owner: 'me',
        parentId: null,
        retryOf: null,
        idempotencyKey: null,
        attempt: 0,
        rapgoVersion: '1.2.3',
        stage: null,
        progress: 0,
        artifacts: [],
        result: null,
        failure: null,
        createdAt: START,
        startedAt: null,
        finishedAt: null,
        cancelRequestedAt: null,
        leaseOwner: null,
        leaseUntil: null,
        fence: 0,
      });
      expect(await bench.store.get(given.id)).toEqual(created);
    });
    it('keeps its own copy', async () => {
      const options: Record<string, unknown> = { ratio: 2 };
      const id = await create({ spec: { ...SPEC, options } });
      options.ratio = 3;
      expect((await bench.store.get(id))?.options).toEqual({ ratio: 2 });
    });
    it('returns the first job for a key that its owner has used', async () => {
      const first = await create({ idempotencyKey: 'k' });
      const again = await bench.store.create(job({ idempotencyKey: 'k', spec: { ...SPEC, kind: 'pitch' } }));
      expect([again.id, again.kind]).toEqual([first, 'stretch']);
      expect(await ids()).toEqual([first]);
    });
    it('keeps the keys of different owners apart', async () => {
      const mine = await create({ idempotencyKey: 'k' });
      const theirs = await create({ idempotencyKey: 'k', owner: 'you' });
      expect(theirs).not.toBe(mine);
    });
    it('takes any number of jobs without a key', async () => {
      await create();
      await create();
      expect(await ids()).toHaveLength(2);
    });
    it('refuses an id twice, and a parent that is not there', async () => {
      const id = await create();
      await expect(bench.store.create(job({ id }))).rejects.toThrow();
      await expect(create({ parentId: 'nobody' })).rejects.toMatchObject({ code: 'history/not-found' });
      expect(await ids()).toEqual([id]);
    });
  });
}

/** Rules of get(). */
export function finding(bench: JobBench): void {
  const { create } = bench;
  describe('get()', () => {
    it('finds a job by an id’s beginning that fits exactly one', async () => {
      await create({ id: 'abc-1' });
      await create({ id: 'abd-2' });
      expect((await bench.store.get('abc'))?.id).toBe('abc-1');
      expect((await bench.store.get('abd-2'))?.id).toBe('abd-2');
      for (const unclear of ['ab', 'b', 'abd-22', '']) expect(await bench.store.get(unclear)).toBeUndefined();
    });
    it('prefers the whole id to a longer one', async () => {
      await create({ id: 'abc' });
      await create({ id: 'abcd' });
      expect((await bench.store.get('abc'))?.id).toBe('abc');
    });
    it('reads a beginning literally', async () => {
      await create({ id: 'abc' });
      for (const wild of ['%', 'a%', 'a_c', 'a*', '[a]']) expect(await bench.store.get(wild)).toBeUndefined();
    });
  });
}

/** Rules of list(). */
export function listing(bench: JobBench): void {
  const { create, hold, finish, ids } = bench;
  describe('list()', () => {
    it('is newest first, and by id within a millisecond', async () => {
      const [a, b] = [await create(), await create()];
      bench.clock += 1;
      const c = await create({ id: '0000' });
      expect(await ids()).toEqual([c, b, a]);
    });
    it('filters by state, kind, age and parent, and by all together', async () => {
      const parent = await create({ spec: { ...SPEC, kind: 'batch' } });
      const child = await create({ parentId: parent });
      bench.clock += 10;
      const done = await create({ parentId: parent });
      await finish(await hold(done));
      expect(await ids({ kind: 'batch' })).toEqual([parent]);
      expect(await ids({ parentId: parent })).toEqual([done, child]);
      expect(await ids({ state: 'succeeded' })).toEqual([done]);
      expect(await ids({ since: START + 10 })).toEqual([done]);
      expect(await ids({ since: START + 11 })).toEqual([]);
      const all = { kind: 'stretch', parentId: parent, since: START, state: 'queued' } as const;
      expect(await ids(all)).toEqual([child]);
    });
    it('ends at its limit, which is 50 unless told', async () => {
      for (let n = 0; n < 60; n++) await create();
      expect([(await ids()).length, (await ids({ limit: 3 })).length]).toEqual([50, 3]);
    });
    it('is empty for an empty history', async () => expect(await ids()).toEqual([]));
  });
}
