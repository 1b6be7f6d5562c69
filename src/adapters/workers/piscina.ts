import { setMaxListeners } from 'node:events';
import { extname } from 'node:path';
import type { Piscina } from 'piscina';
import type { KernelTable, Workers } from '../../engine/ports/workers.js';
import type { KernelCall, ThreadData } from './piscina-thread.js';

/** A thread that has nothing to do ends after this, ms: starting one costs about 50 ms, keeping one some memory. */
const IDLE_TIMEOUT_MS = 10_000;

/** What the pool runs, and on how many threads. */
export interface PiscinaOptions {
  /** Module that exports `kernels`; every thread loads it. */
  readonly kernels: URL;
  /** Threads at most, >= 1. */
  readonly threads: number;
  /** Node's own arguments for the threads, such as a loader for sources. @default those of this process */
  readonly execArgv?: readonly string[] | undefined;
}

/**
 * Runs kernels on a pool of threads. The package is loaded and threads are started on first use, and idle threads do
 * not keep the process alive. An abort ends the thread at once, whatever it is doing.
 */
export function piscinaWorkers<Kernels extends KernelTable>(options: PiscinaOptions): Workers<Kernels> {
  let pool: Promise<Pool> | undefined;
  let closed = false;
  return {
    concurrency: options.threads,
    async run(name, input, { signal, transfer = [] } = {}) {
      signal?.throwIfAborted();
      if (closed) throw new Error('the workers are closed');
      pool ??= open(options);
      const { run } = await pool;
      signal?.throwIfAborted();
      if (signal) setMaxListeners(0, signal); // every waiting kernel listens to it: many are no leak
      try {
        return await run({ name, input }, { transferList: [...transfer], signal: signal ?? null });
      } catch (error) {
        signal?.throwIfAborted(); // the pool's own error would hide the reason
        if (closed) throw new Error('the workers are closed', { cause: error });
        throw error;
      }
    },
    async close() {
      closed = true;
      await (await pool)?.close();
    },
  };
}

interface Pool {
  run(call: KernelCall, options: Parameters<Piscina['run']>[1]): ReturnType<Piscina['run']>;
  close(): Promise<void>;
}

async function open(options: PiscinaOptions): Promise<Pool> {
  const piscina = await start(options);
  const waiting = new Set<(error: unknown) => void>();
  // A thread that dies before it takes a call, as when its file does not load, is nobody's error to the pool: calls
  // would wait for ever.
  piscina.on('error', (error) => {
    for (const reject of waiting) reject(error);
  });
  return {
    run: (call, how) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        const done = (): boolean => waiting.delete(reject);
        piscina.run(call, how).then(resolve, reject).finally(done);
      }),
    close: () => piscina.destroy(),
  };
}

async function start({ kernels, threads, execArgv }: PiscinaOptions): Promise<Piscina<KernelCall>> {
  const { Piscina } = await import('piscina');
  const workerData: ThreadData = { kernels: kernels.href };
  // The thread's file stands beside this one: .js once built, .ts when run from the sources.
  const filename = new URL(`./piscina-thread${extname(import.meta.url)}`, import.meta.url).href;
  return new Piscina<KernelCall>({
    filename,
    name: 'runKernel',
    workerData,
    minThreads: 1, // with none, calls that wait behind a thread that was ended would wait for ever
    maxThreads: threads,
    idleTimeout: IDLE_TIMEOUT_MS,
    recordTiming: false,
    ...(execArgv === undefined ? {} : { execArgv: [...execArgv] }),
  });
}
