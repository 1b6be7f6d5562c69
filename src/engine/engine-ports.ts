import type { JobEvent } from './events.js';
import type { JobRecord } from './job.js';
import type { Kernels } from './kernels.js';
import type { LeaseTiming } from './lease.js';
import type { ArtifactStore } from './ports/artifact-store.js';
import type { CallOptions } from './ports/call-options.js';
import type { MediaConverter } from './ports/converter.js';
import type { ByteSink, MediaDecoder, MediaEncoder } from './ports/media.js';
import type { Recorder, TakeControl } from './ports/recorder.js';
import type { RunStore } from './ports/run-store.js';
import type { Takes } from './ports/takes.js';
import type { Workers } from './ports/workers.js';

/** The outside world, as the engine sees it. */
export interface EnginePorts {
  readonly jobs: RunStore;
  readonly artifacts: ArtifactStore;
  readonly converter: MediaConverter;
  readonly decoder: MediaDecoder;
  readonly encoder: MediaEncoder;
  readonly recorder: Recorder;
  readonly takes: Takes;
  readonly workers: Workers<Kernels>;
  /** Says who asks and which program runs, for the record. */
  readonly owner: string;
  readonly rapgoVersion: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
  /** How long a running job may be silent before it counts as interrupted. @default LEASE_TIMING */
  readonly leaseTiming?: LeaseTiming | undefined;
  /** Whether the record is to hold the hash of inputs that are read once only, which costs time. @default true */
  readonly identifiesInputs?: boolean | undefined;
}

/** How one job is run. */
export interface RunOptions extends CallOptions {
  /** Hears every event of this job, in order, after it is stored. One that throws is not called again. */
  readonly onEvent?: ((event: JobEvent) => void) | undefined;
  /** The batch this job belongs to. */
  readonly parentId?: string | undefined;
  /** The job this one tries again: see {@link JobRecord.retryOf}. */
  readonly retryOf?: string | undefined;
  /** Takes an output that has no address, while it is made. */
  readonly sink?: ByteSink | undefined;
  /** Follows and ends a recording. */
  readonly take?: TakeControl | undefined;
  /** A job with this key that has ended is not run again: its outcome is returned or thrown. */
  readonly idempotencyKey?: string | undefined;
}
