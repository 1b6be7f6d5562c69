import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KernelTable, Workers } from '../../engine/ports/workers.js';
import { ownedBuffers } from './buffers.js';

/**
 * Runs kernels in line: for tests, small work and machines with one core. Input and result pass through the same
 * cloning as between threads, so that what works here works there. An abort is heard between kernels only.
 */
export function inlineWorkers<Kernels extends KernelTable>(kernels: Kernels): Workers<Kernels> {
  let closed = false;
  return {
    concurrency: 1,
    async run(name, input, { signal, transfer = [] } = {}) {
      signal?.throwIfAborted();
      const own = structuredClone(input, { transfer: [...transfer] });
      await nextTurn(); // other events get their turn between two heavy kernels
      signal?.throwIfAborted();
      if (closed) throw new Error('the workers are closed');
      const kernel = kernels[name];
      if (kernel === undefined) throw new RangeError(`there is no kernel ${name}`);
      const result = kernel(own);
      return structuredClone(result, { transfer: ownedBuffers(result) }) as ReturnType<typeof kernel>;
    },
    async close() {
      closed = true;
    },
  };
}
