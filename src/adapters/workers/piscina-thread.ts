import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import type { UnknownKernels } from '../../engine/ports/workers.js';
import { ownedBuffers } from './buffers.js';

/** What the pool hands to each thread at its start. */
export interface ThreadData {
  /** Address of a module that exports `kernels`. */
  readonly kernels: string;
}

/** One call of a kernel. */
export interface KernelCall {
  readonly name: string;
  readonly input: unknown;
}

/** Loaded with the first call, so that a module which does not load fails that call and not the thread. */
let loading: Promise<{ readonly kernels: UnknownKernels }> | undefined;

/**
 * Runs on the thread: one call, whose result is moved back without a copy.
 * @public the pool finds it by name
 */
export async function runKernel({ name, input }: KernelCall): Promise<unknown> {
  loading ??= import((workerData as ThreadData).kernels);
  const kernel = (await loading).kernels[name];
  if (kernel === undefined) throw new RangeError(`there is no kernel ${name}`);
  const result = kernel(input);
  return move({ [transferableSymbol]: ownedBuffers(result), [valueSymbol]: result as object });
}
