import type { Ref } from '../job.js';
import type { JobStore, Lease } from './job-store.js';

/** What the runner of jobs needs of the history beyond reading and writing it. */
export interface RunStore extends JobStore {
  /**
   * Replaces the inputs of a job by the same ones with size and sha256, once they have been read.
   * @returns whether this lease was still the valid one; false leaves the row as it is
   */
  recordInputs(lease: Lease, inputs: readonly Ref[]): Promise<boolean>;
}
