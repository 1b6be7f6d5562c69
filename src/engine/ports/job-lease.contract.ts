import { describe, expect, it } from 'vitest';
import { type JobBench, LEASE_MS, SPEC, START, SUCCESS } from './job-bench.contract.js';
import type { NewJob } from './job-store.js';

/** Rules of start(). */
export function starting(bench: JobBench): void {
  const { create, ids, job, finish } = bench;
  const start = (more?: Partial<NewJob>) => bench.store.start(job(more), 'runner', LEASE_MS);
  describe('start()', () => {
    it('saves a job that runs already', async () => {
      const { job: made, lease } = await start();
      expect(lease).toEqual({ jobId: made.id, leaseOwner: 'runner', fence: 1 });
      const running = { state: 'running', attempt: 1, createdAt: START, startedAt: START, fence: 1 };
      expect(made).toMatchObject({ ...running, leaseOwner: 'runner', leaseUntil: START + LEASE_MS });
      expect(await bench.store.get(made.id)).toEqual(made);
      expect(await finish(lease!)).toBe(true);
    });
    it('leaves a job whose key is known as it is', async () => {
      const id = await create({ idempotencyKey: 'k' });
      const again = await start({ idempotencyKey: 'k' });
      expect(again).toEqual({ job: await bench.store.get(id) });
      expect(again.job.state).toBe('queued');
      expect(await ids()).toEqual([id]);
    });
    it('saves nothing under a parent that is not there', async () => {
      await expect(start({ parentId: 'nobody' })).rejects.toMatchObject({ code: 'history/not-found' });
      expect(await ids()).toEqual([]);
    });
  });
}

/** Rules of acquire(). */
export function acquiring(bench: JobBench): void {
  const { create, hold, progress, finish } = bench;
  describe('acquire()', () => {
    it('turns a queued job into a running one', async () => {
      const id = await create();
      bench.clock += 5;
      expect(await hold(id)).toEqual({ jobId: id, leaseOwner: 'runner', fence: 1 });
      expect(await bench.store.get(id)).toMatchObject({
        state: 'running',
        attempt: 1,
        startedAt: START + 5,
        leaseOwner: 'runner',
        leaseUntil: START + 5 + LEASE_MS,
        fence: 1,
      });
    });
    it('gives a job to one runner only', async () => {
      const id = await create();
      const leases = await Promise.all(
        ['a', 'b', 'c'].map((owner) => bench.store.acquire(id, owner, LEASE_MS)),
      );
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    });
    it('gives an interrupted job a higher fence and a fresh start', async () => {
      const id = await create();
      const old = await hold(id, 'old');
      await bench.store.append(old, [progress(id, 1, 'stretch', 0.5)]);
      await bench.store.requestCancel(id);
      bench.clock += LEASE_MS;
      const lease = await hold(id, 'new');
      expect(lease.fence).toBeGreaterThan(old.fence);
      expect(await bench.store.get(id)).toMatchObject({
        state: 'running',
        attempt: 2,
        stage: null,
        progress: 0,
        cancelRequestedAt: null,
        leaseOwner: 'new',
      });
    });
    it('refuses jobs that have ended, and jobs that are not there', async () => {
      for (const outcome of [
        SUCCESS,
        { state: 'cancelled' },
        { state: 'failed', failure: { code: 'internal', message: 'x' } },
      ] as const) {
        const id = await create();
        await finish(await hold(id), outcome);
        expect(await bench.store.acquire(id, 'other', LEASE_MS)).toBeUndefined();
      }
      expect(await bench.store.acquire('nobody', 'other', LEASE_MS)).toBeUndefined();
    });
  });
}

/** Rules of renew(). */
export function renewing(bench: JobBench): void {
  const { create, hold, finish, stateOf } = bench;
  describe('renew()', () => {
    it('prolongs the lease from now', async () => {
      const id = await create();
      const lease = await hold(id);
      bench.clock += 20_000;
      expect(await bench.store.renew(lease, LEASE_MS)).toEqual({ lost: false, cancelRequested: false });
      bench.clock += 20_000;
      expect(await stateOf(id)).toBe('running');
      expect((await bench.store.get(id))?.leaseUntil).toBe(START + 20_000 + LEASE_MS);
    });
    it('tells the runner of a request to cancel', async () => {
      const id = await create();
      const lease = await hold(id);
      expect(await bench.store.requestCancel(id)).toBe(true);
      expect(await bench.store.renew(lease, LEASE_MS)).toEqual({ lost: false, cancelRequested: true });
    });
    it('is lost once another runner has taken over', async () => {
      const id = await create();
      const lease = await hold(id);
      bench.clock += LEASE_MS;
      await hold(id, 'other');
      expect((await bench.store.renew(lease, LEASE_MS)).lost).toBe(true);
      expect((await bench.store.get(id))?.leaseOwner).toBe('other');
    });
    it('wakes a job that only looked interrupted', async () => {
      const id = await create();
      const lease = await hold(id);
      bench.clock += 10 * LEASE_MS;
      expect(await stateOf(id)).toBe('interrupted');
      expect(await bench.store.renew(lease, LEASE_MS)).toEqual({ lost: false, cancelRequested: false });
      expect(await stateOf(id)).toBe('running');
    });
    it('is lost after the end', async () => {
      const lease = await hold(await create());
      await finish(lease);
      expect((await bench.store.renew(lease, LEASE_MS)).lost).toBe(true);
    });
  });
}

/** Rules of an expired lease. */
export function expiring(bench: JobBench): void {
  const { create, hold, stateOf, ids } = bench;
  describe('an expired lease', () => {
    it('reads as interrupted from the very millisecond, everywhere', async () => {
      const id = await create();
      await hold(id);
      bench.clock += LEASE_MS - 1;
      expect(await stateOf(id)).toBe('running');
      bench.clock += 1;
      expect(await stateOf(id)).toBe('interrupted');
      expect(await ids({ state: 'interrupted' })).toEqual([id]);
      expect(await ids({ state: 'running' })).toEqual([]);
    });
    it('shows in the list without a look at the job before', async () => {
      const id = await create();
      await hold(id);
      bench.clock += LEASE_MS;
      expect((await bench.store.list()).map(({ state }) => state)).toEqual(['interrupted']);
      expect(await bench.store.requestCancel(id)).toBe(false);
    });
  });
}

/** Rules of recordInputs(). */
export function recordingInputs(bench: JobBench): void {
  const { create, hold } = bench;
  describe('recordInputs()', () => {
    const inputs = [{ uri: 'file:///in.wav', sha256: 'cc', bytes: 12 }];
    it('adds size and hash to the row', async () => {
      const id = await create();
      expect(await bench.store.recordInputs(await hold(id), inputs)).toBe(true);
      expect((await bench.store.get(id))?.inputs).toEqual(inputs);
    });
    it('is refused under an outdated fence', async () => {
      const id = await create();
      const old = await hold(id);
      bench.clock += LEASE_MS;
      await hold(id, 'new');
      expect(await bench.store.recordInputs(old, inputs)).toBe(false);
      expect((await bench.store.get(id))?.inputs).toEqual(SPEC.inputs);
    });
  });
}
