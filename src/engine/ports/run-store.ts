import type { JobRecord, Ref } from '../job.js';
import type { JobStore, Lease, NewJob } from './job-store.js';

/** What the runner of jobs needs of the history beyond reading and writing it. */
export interface RunStore extends JobStore {
  /**
   * `create` and `acquire` as one step, so that a process killed at any moment leaves no job that waits for nobody.
   * @returns the job; with its lease where it is new, without where owner and idempotency key are known already
   */
  start(
    job: NewJob,
    leaseOwner: string,
    leaseMs: number,
  ): Promise<{ readonly job: JobRecord; readonly lease?: Lease }>;
  /**
   * Replaces the inputs of a job by the same ones with size and sha256, once they have been read.
   * @returns whether this lease was still the valid one; false leaves the row as it is
   */
  recordInputs(lease: Lease, inputs: readonly Ref[]): Promise<boolean>;
}
