import type { ErrorCode } from './errors.js';

/** Version of the job spec that travels between processes. */
export const SPEC_VERSION = 1;

/** A file by address. `file:` today; `s3:` and `gs:` later. */
export interface Ref {
  readonly uri: string;
  readonly sha256?: string | undefined;
  readonly bytes?: number | undefined;
}

/** What somebody asked for: plain JSON, the same on a command line and in a queue. */
export interface JobSpec {
  readonly specVersion: typeof SPEC_VERSION;
  /** Name of a task in TASKS. */
  readonly kind: string;
  readonly inputs: readonly Ref[];
  /** As resolved: every default filled in, seed included. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Life of a job. `interrupted`: its lease expired without a last word. */
export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;
/** One of {@link JOB_STATES}. */
export type JobState = (typeof JOB_STATES)[number];

/** A finished file of a job. */
export interface Artifact {
  /** What it is to the job: `rap`, `plan`, `stem:voice`, `labels`, … */
  readonly role: string;
  readonly uri: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Hash of the decoded samples, where the file is sound: the same on every container. */
  readonly pcmSha256?: string | undefined;
}

/** How a job failed. */
export interface JobFailure {
  readonly code: ErrorCode | 'internal';
  readonly message: string;
  readonly hint?: string | undefined;
}

/** One recorded run. Times are milliseconds since 1970-01-01 UTC. */
export interface JobRecord extends JobSpec {
  /** UUIDv7: sorts by time of birth. */
  readonly id: string;
  readonly state: JobState;
  readonly owner: string;
  readonly parentId: string | null;
  /** The job this one tries again: the first of them, where there were several retries. It may be pruned by now. */
  readonly retryOf: string | null;
  readonly idempotencyKey: string | null;
  readonly attempt: number;
  readonly rapgoVersion: string;
  readonly stage: string | null;
  /** Of the stage, 0 to 1. */
  readonly progress: number;
  readonly artifacts: readonly Artifact[];
  /** What the task returned (score, measurements); null until it succeeded. */
  readonly result: unknown;
  readonly failure: JobFailure | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly cancelRequestedAt: number | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  /** Rises with each lease; a holder of an older one can no longer write. */
  readonly fence: number;
}
