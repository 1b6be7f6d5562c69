import type { KernelTable } from './ports/workers.js';

/** The heavy pure functions that may run on another thread, by name. The one list. */
export const KERNELS = {} as const satisfies KernelTable;

/** Type of {@link KERNELS}. */
export type Kernels = typeof KERNELS;
