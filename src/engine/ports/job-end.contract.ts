import { describe, expect, it } from 'vitest';
import { ARTIFACT, type JobBench, LEASE_MS, START, SUCCESS } from './job-bench.contract.js';

/** Rules of append() and events(). */
export function appending(bench: JobBench): void {
  const { create, hold, event, progress } = bench;
  describe('append() and events()', () => {
    it('gives events back in order, and those after a number', async () => {
      const id = await create();
      const lease = await hold(id);
      const all = [
        event(id, 1, { type: 'started', kind: 'stretch' }),
        progress(id, 2, 'decode', 0.25),
        event(id, 7, { type: 'warning', code: 'media/damaged', message: 'a broken packet' }),
      ];
      await bench.store.append(lease, all.slice(0, 1));
      await bench.store.append(lease, all.slice(1));
      expect(await bench.store.events(id)).toEqual(all);
      expect(await bench.store.events(id, 2)).toEqual(all.slice(2));
      expect(await bench.store.events(id, 7)).toEqual([]);
      expect(await bench.store.events('nobody')).toEqual([]);
    });
    it('keeps stage and progress of the row up to date', async () => {
      const id = await create();
      const lease = await hold(id);
      await bench.store.append(lease, [progress(id, 1, 'decode', 1), progress(id, 2, 'stretch', 0.125)]);
      await bench.store.append(lease, [event(id, 3, { type: 'warning', code: 'x', message: 'y' })]);
      expect(await bench.store.get(id)).toMatchObject({ stage: 'stretch', progress: 0.125 });
    });
    it('drops what comes under an outdated fence', async () => {
      const id = await create();
      const old = await hold(id);
      bench.clock += LEASE_MS;
      await hold(id, 'new');
      await bench.store.append(old, [progress(id, 1, 'stretch', 0.5)]);
      expect(await bench.store.events(id)).toEqual([]);
      expect(await bench.store.get(id)).toMatchObject({ stage: null, progress: 0 });
    });
  });
}

/** Rules of finish(). */
export function finishing(bench: JobBench): void {
  const { create, hold, event, finish, stateOf } = bench;
  describe('finish()', () => {
    it('saves a success with result, artifacts and last event', async () => {
      const id = await create();
      const lease = await hold(id);
      bench.clock += 7;
      const last = event(id, 3, { type: 'finished', result: { lufs: -14.1 } });
      expect(await bench.store.finish(lease, SUCCESS, last)).toBe(true);
      expect(await bench.store.get(id)).toMatchObject({
        state: 'succeeded',
        result: { lufs: -14.1 },
        artifacts: [ARTIFACT],
        failure: null,
        finishedAt: START + 7,
        leaseOwner: null,
        leaseUntil: null,
      });
      expect(await bench.store.events(id)).toEqual([last]);
    });
    it('saves a failure with its words', async () => {
      const id = await create();
      const failure = {
        code: 'media/no-audio',
        message: 'in.wav has no audio track',
        hint: 'Take another',
      } as const;
      await finish(await hold(id), { state: 'failed', failure });
      expect(await bench.store.get(id)).toMatchObject({
        state: 'failed',
        failure,
        result: null,
        artifacts: [],
      });
    });
    it('saves a cancellation', async () => {
      const id = await create();
      await finish(await hold(id), { state: 'cancelled' });
      expect(await bench.store.get(id)).toMatchObject({ state: 'cancelled', failure: null, result: null });
    });
    it('saves a result of nothing as null', async () => {
      const id = await create();
      await finish(await hold(id), { state: 'succeeded', result: undefined, artifacts: [] });
      expect((await bench.store.get(id))?.result).toBeNull();
    });
    it('leaves the row alone under an outdated fence, after the end, and for a stranger', async () => {
      const id = await create();
      const old = await hold(id);
      bench.clock += LEASE_MS;
      const lease = await hold(id, 'new');
      expect(await finish(old)).toBe(false);
      expect(await finish({ ...lease, leaseOwner: 'stranger' })).toBe(false);
      expect([await stateOf(id), await bench.store.events(id)]).toEqual(['running', []]);
      expect(await finish(lease, { state: 'cancelled' })).toBe(true);
      expect(await finish(lease, SUCCESS, 100)).toBe(false);
      expect([await stateOf(id), (await bench.store.events(id)).length]).toEqual(['cancelled', 1]);
    });
    it('tells the leases of one runner apart', async () => {
      const id = await create();
      const old = await hold(id, 'me');
      bench.clock += LEASE_MS;
      await hold(id, 'me');
      expect(await finish(old)).toBe(false);
      expect((await bench.store.renew(old, LEASE_MS)).lost).toBe(true);
      expect(await stateOf(id)).toBe('running');
    });
    it('still counts for a runner that overslept, while nobody has taken over', async () => {
      const id = await create();
      const lease = await hold(id);
      bench.clock += LEASE_MS;
      expect(await stateOf(id)).toBe('interrupted');
      expect(await finish(lease)).toBe(true);
      expect(await stateOf(id)).toBe('succeeded');
    });
  });
}

/** Rules of requestCancel(). */
export function cancelling(bench: JobBench): void {
  const { create, hold, event, finish } = bench;
  describe('requestCancel()', () => {
    it('ends a queued job at once, with its event', async () => {
      const id = await create();
      bench.clock += 3;
      expect(await bench.store.requestCancel(id)).toBe(true);
      expect(await bench.store.get(id)).toMatchObject({
        state: 'cancelled',
        finishedAt: START + 3,
        cancelRequestedAt: START + 3,
      });
      expect(await bench.store.events(id)).toEqual([event(id, 1, { type: 'cancelled' })]);
      expect(await bench.store.acquire(id, 'runner', LEASE_MS)).toBeUndefined();
    });
    it('only asks the runner of a running job, and remembers the first time', async () => {
      const id = await create();
      await hold(id);
      bench.clock += 1;
      expect(await bench.store.requestCancel(id)).toBe(true);
      bench.clock += 1;
      expect(await bench.store.requestCancel(id)).toBe(true);
      expect(await bench.store.get(id)).toMatchObject({ state: 'running', cancelRequestedAt: START + 1 });
    });
    it('says no for jobs that have ended, and for jobs that are not there', async () => {
      const id = await create();
      await finish(await hold(id));
      expect(await bench.store.requestCancel(id)).toBe(false);
      expect(await bench.store.requestCancel('nobody')).toBe(false);
      expect((await bench.store.get(id))?.cancelRequestedAt).toBeNull();
    });
  });
}
