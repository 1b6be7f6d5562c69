import { describe, expect, it } from 'vitest';
import { type ContractKernels, workersContract } from '../../engine/ports/workers.contract.js';
import type { UnknownKernels } from '../../engine/ports/workers.js';
import { piscinaWorkers } from './piscina.js';

/**
 * A thread does not pass through the test runner's compiler: tsx lets it load the sources themselves. It is called by
 * hand because `--import tsx` leaves threads to the hooks of the main thread, and here that has none.
 */
const LOADER = `data:text/javascript,import { register } from '${import.meta.resolve('tsx/esm/api')}'; register();`;

const open = (threads = 1) =>
  piscinaWorkers<ContractKernels>({
    kernels: new URL('../../engine/ports/workers.kernels.contract.ts', import.meta.url),
    threads,
    execArgv: ['--import', LOADER],
  });

workersContract('piscina', open);

describe('piscinaWorkers()', () => {
  it('stops a busy thread within a second, and the next kernel runs', async () => {
    const workers = open();
    await workers.run('spin', { ms: 0 });
    const controller = new AbortController();
    const busy = workers.run('spin', { ms: 60_000 }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('stop')), 50);
    const startedAt = performance.now();
    await expect(busy).rejects.toThrow('stop');
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(await workers.run('spin', { ms: 1 })).toBe(1);
    await workers.close();
  });

  it('goes on with those who wait when a busy thread is stopped or dies', async () => {
    const workers = open();
    const controller = new AbortController();
    const stopped = workers.run('spin', { ms: 60_000 }, { signal: controller.signal });
    const next = workers.run('spin', { ms: 1 });
    setTimeout(() => controller.abort(new Error('stop')), 50);
    await expect(stopped).rejects.toThrow('stop');
    expect(await next).toBe(1);
    const dead = workers.run('exit', null);
    const afterwards = workers.run('spin', { ms: 2 });
    await expect(dead).rejects.toThrow('3');
    expect(await afterwards).toBe(2);
    await workers.close();
  });

  it('rejects what is running when it is closed', async () => {
    const workers = open();
    const busy = expect(workers.run('spin', { ms: 60_000 })).rejects.toThrow('closed');
    await workers.close();
    await busy;
  });

  it('fails the call, not the process, when the kernels do not load', async () => {
    const workers = piscinaWorkers<UnknownKernels>({
      kernels: new URL('file:///nowhere.mjs'),
      threads: 1,
      execArgv: ['--import', LOADER],
    });
    const calls = await Promise.allSettled(['a', 'b', 'c'].map((name) => workers.run(name, null)));
    expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await workers.close();
  });

  it('fails the call when the thread itself does not load', async () => {
    const kernels = new URL('file:///nowhere.mjs');
    const workers = piscinaWorkers<UnknownKernels>({ kernels, threads: 2, execArgv: [] }); // no loader for its TypeScript
    await expect(workers.run('a', null)).rejects.toThrow();
    await expect(workers.run('a', null)).rejects.toThrow();
    await workers.close();
  });

  it('gives every thread’s result to its caller', async () => {
    const workers = open(2);
    const inputs = Array.from({ length: 12 }, (_, n) => new Float64Array([n]));
    const results = await Promise.all(inputs.map((samples) => workers.run('square', { samples })));
    expect(results.map(({ squares }) => squares[0])).toEqual(inputs.map(([n]) => n! * n!));
    await workers.close();
  });

  it('loads the real kernels in a thread', async () => {
    const kernels = new URL('../../engine/kernel-worker.ts', import.meta.url);
    const workers = piscinaWorkers<UnknownKernels>({ kernels, threads: 1, execArgv: ['--import', LOADER] });
    await expect(workers.run('nothing', null)).rejects.toThrow(new RangeError('there is no kernel nothing'));
    await workers.close();
  });
});
