import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workers } from './workers.js';
import type { kernels } from './workers.kernels.contract.js';

/** What the suite runs. */
export type ContractKernels = typeof kernels;

/**
 * What every {@link Workers} must do.
 * @param open makes one with a single place to run, serving the kernels of the suite
 */
export function workersContract(name: string, open: () => Workers<ContractKernels>): void {
  describe(`${name}: Workers`, () => {
    let workers: Workers<ContractKernels>;
    beforeAll(() => {
      workers = open();
    });
    afterAll(() => workers.close());

    it('has at least one place to run', () => expect(workers.concurrency).toBeGreaterThanOrEqual(1));

    it('gives the same bytes wherever it runs', async () => {
      const samples = Float64Array.from({ length: 1000 }, (_, n) => Math.sin(n));
      const { squares } = await workers.run('square', { samples });
      expect(createHash('sha256').update(squares).digest('hex')).toBe(
        'b6adc9f64c521c372f880aa6a01fa1fc830c6ef8f96d2b700ebb4bec82b6dcbe',
      );
    });

    it('takes over the transferred buffers and leaves the others alone', async () => {
      const [moved, copied] = [new Float64Array(4).fill(2), new Float64Array(4).fill(3)];
      await workers.run('square', { samples: moved }, { transfer: [moved.buffer] });
      const { squares } = await workers.run('square', { samples: copied });
      expect([moved.length, copied.length, squares[3]]).toEqual([0, 4, 9]);
    });

    it('moves results instead of copying them', async () => {
      await workers.run('square', { samples: new Float64Array(8) });
      expect(await workers.run('keptLength', null)).toBe(0);
    });

    it('moves views of one buffer together', async () => {
      const [whole, again, part] = await workers.run('views', { length: 5 });
      expect([...part!]).toEqual([1, 2]);
      expect([again!.buffer === whole!.buffer, part!.buffer === whole!.buffer]).toEqual([true, true]);
    });

    it('keeps the caller’s arrays from a kernel that changes its input', async () => {
      const samples = new Float32Array([1, 2]);
      await workers.run('clear', { samples });
      expect([...samples]).toEqual([1, 2]);
    });

    it('throws what the kernel threw, and goes on', async () => {
      const failed = workers.run('fail', { message: 'ratio must be > 0' });
      await expect(failed).rejects.toThrow(new RangeError('ratio must be > 0'));
      expect(await workers.run('spin', { ms: 0 })).toBe(0);
    });

    it('does not start what is aborted already', async () => {
      const signal = AbortSignal.abort(new Error('stop'));
      await expect(workers.run('spin', { ms: 60_000 }, { signal })).rejects.toThrow('stop');
    });

    it('throws the reason for a kernel that is still waiting for its turn', async () => {
      const controller = new AbortController();
      const first = workers.run('spin', { ms: 50 });
      const second = workers.run('spin', { ms: 60_000 }, { signal: controller.signal });
      controller.abort(new Error('stop'));
      await expect(second).rejects.toThrow('stop');
      expect(await first).toBe(50);
    });

    it('serves many callers with one signal', async () => {
      const { signal } = new AbortController();
      const runs = Array.from({ length: 40 }, (_, ms) => workers.run('spin', { ms: ms % 2 }, { signal }));
      expect(await Promise.all(runs)).toHaveLength(40);
    });

    it('runs nothing after it is closed', async () => {
      const closed = open();
      await closed.close();
      await closed.close();
      await expect(closed.run('spin', { ms: 0 })).rejects.toThrow('closed');
    });
  });
}
