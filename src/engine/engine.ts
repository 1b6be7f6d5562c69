import type { JobEvent } from './events.js';
import type { JobRecord, JobSpec } from './job.js';
import type { ArtifactStore } from './ports/artifact-store.js';
import type { CallOptions } from './ports/call-options.js';
import type { JobStore } from './ports/job-store.js';
import type { MediaDecoder, MediaEncoder } from './ports/media.js';

/** The outside world, as the engine sees it. */
export interface EnginePorts {
  readonly jobs: JobStore;
  readonly artifacts: ArtifactStore;
  readonly decoder: MediaDecoder;
  readonly encoder: MediaEncoder;
  // workers: Workers<Kernels>
  /** Says who asks and which program runs, for the record. */
  readonly owner: string;
  readonly rapgoVersion: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
}

/** How one job is run. */
export interface RunOptions extends CallOptions {
  /** Hears every event of this job, in order, after it is stored. */
  readonly onEvent?: ((event: JobEvent) => void) | undefined;
  readonly parentId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Runs jobs and remembers them. */
export interface Engine {
  /**
   * Runs one job to its end and returns its record (`result`, `artifacts` with final addresses).
   * The record is saved whatever happens.
   * @throws {RapgoError} what stopped it, after it is recorded as failed
   * @throws the signal's reason when aborted, after it is recorded as cancelled
   */
  run(spec: JobSpec, options?: RunOptions): Promise<JobRecord>;
  readonly history: JobStore;
  /** Ends threads and closes the history. */
  close(): Promise<void>;
}
