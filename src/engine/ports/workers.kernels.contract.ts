import type { KernelTable } from './workers.js';

let kept: Float64Array | undefined;

/** Kernels for the contract suite; a thread loads this file as it would load the real ones. */
export const kernels = {
  /** Squares of the input; keeps hold of what it returned. */
  square({ samples }: { readonly samples: Float64Array }): { readonly squares: Float64Array } {
    kept = samples.map((value) => value * value);
    return { squares: kept };
  },
  /** Samples that the last result of `square` on this thread still has here. */
  keptLength: (_: null): number => kept?.length ?? -1,
  /** The same array twice, and one that is a part of a longer one. */
  views({ length }: { readonly length: number }): readonly Float32Array[] {
    const whole = Float32Array.from({ length }, (_, n) => n);
    return [whole, whole, whole.subarray(1, 3)];
  },
  /** Changes its own input. */
  clear({ samples }: { readonly samples: Float32Array }): number {
    samples.fill(0);
    return samples.length;
  },
  /** Ends the thread, as a lack of memory would; only for pools of threads. */
  exit: (_: null): never => process.exit(3),
  fail({ message }: { readonly message: string }): never {
    throw new RangeError(message);
  },
  /** Stays busy for `ms` milliseconds. */
  spin({ ms }: { readonly ms: number }): number {
    const end = performance.now() + ms;
    while (performance.now() < end);
    return ms;
  },
} as const satisfies KernelTable;
