import type { CallOptions } from './call-options.js';

/**
 * Runs named kernels (pure functions on plain data and typed arrays), here or on other threads. The result never
 * depends on how many threads there are: a kernel sees only its input.
 */
export interface Workers<Kernels extends KernelTable = UnknownKernels> {
  /** How many kernels can run at the same time, >= 1. */
  readonly concurrency: number;
  /**
   * Runs one kernel. The buffers in `transfer` are handed over and must not be used afterwards.
   * @throws what the kernel threw; the signal's reason when aborted
   */
  run<Name extends keyof Kernels & string>(
    name: Name,
    input: Parameters<Kernels[Name]>[0],
    options?: CallOptions & { readonly transfer?: readonly ArrayBuffer[] },
  ): Promise<ReturnType<Kernels[Name]>>;
  /** Ends the threads. */
  close(): Promise<void>;
}

/** Kernels by name. Input and output must survive structured cloning. */
export type KernelTable = Readonly<Record<string, (input: never) => unknown>>;

/** Kernels of which only names are known. */
export type UnknownKernels = Readonly<Record<string, (input: unknown) => unknown>>;
