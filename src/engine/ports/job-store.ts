import type { JobEvent } from '../events.js';
import type { Artifact, JobFailure, JobRecord, JobSpec, JobState } from '../job.js';
import type { CallOptions } from './call-options.js';
import type { JobTally } from './job-tally.js';

/** What a new job starts with. */
export interface NewJob {
  readonly id: string;
  readonly spec: JobSpec;
  readonly owner: string;
  readonly rapgoVersion: string;
  readonly parentId?: string | undefined;
  /** See {@link JobRecord.retryOf}. */
  readonly retryOf?: string | undefined;
  /** Unique per owner: a second `create` with the same key returns the first job. */
  readonly idempotencyKey?: string | undefined;
}

/** A right to run one job until `leaseUntil`; the store refuses writes under an older fence. */
export interface Lease {
  readonly jobId: string;
  readonly leaseOwner: string;
  readonly fence: number;
}

/** How a job ended. */
export type Outcome =
  | { readonly state: 'succeeded'; readonly result: unknown; readonly artifacts: readonly Artifact[] }
  | { readonly state: 'failed'; readonly failure: JobFailure }
  | { readonly state: 'cancelled' };

/** Which jobs to list. */
export interface JobFilter {
  readonly state?: JobState | undefined;
  readonly kind?: string | undefined;
  /** Created at or after, ms since 1970. */
  readonly since?: number | undefined;
  readonly parentId?: string | undefined;
  /** Only jobs without a parent. */
  readonly topLevel?: boolean | undefined;
  /** Only retries of this job. */
  readonly retryOf?: string | undefined;
  /** Leaves out jobs with a later retry, unless that one was cancelled or interrupted: then it changed nothing. */
  readonly unretried?: boolean | undefined;
  /** @default 50 */
  readonly limit?: number | undefined;
}

/** How to prune. */
export interface PruneOptions extends CallOptions {
  /** Counts and deletes nothing. @default false */
  readonly dryRun?: boolean | undefined;
}

/**
 * Keeps the history of jobs. Every method is durable once resolved. A `running` job whose lease has expired is
 * reported as `interrupted` by every read.
 */
export interface JobStore {
  /** Saves a queued job; returns the existing one where owner and idempotency key are known already. */
  create(job: NewJob): Promise<JobRecord>;
  /**
   * Turns a queued or interrupted job into a running one held by `leaseOwner` for `leaseMs`; undefined when
   * somebody else holds it or it has ended.
   */
  acquire(jobId: string, leaseOwner: string, leaseMs: number): Promise<Lease | undefined>;
  /** Prolongs a lease. `lost`: another holder took over; `cancelRequested`: the runner should stop. */
  renew(lease: Lease, leaseMs: number): Promise<{ lost: boolean; cancelRequested: boolean }>;
  /**
   * Stores events in order and keeps stage and progress of the row up to date (from the last `progress` event).
   * Events under an outdated fence are dropped.
   */
  append(lease: Lease, events: readonly JobEvent[]): Promise<void>;
  /**
   * Ends a job in one transaction guarded by the fence, together with its last event.
   * @returns whether this lease was still the valid one; false leaves the row as it is
   */
  finish(lease: Lease, outcome: Outcome, lastEvent: JobEvent): Promise<boolean>;
  /** Asks the runner of a job to stop; true where the job was queued (then it is cancelled at once) or running. */
  requestCancel(jobId: string): Promise<boolean>;
  /** One job by id or by an id's beginning that fits exactly one job; undefined where none or several fit. */
  get(idOrPrefix: string): Promise<JobRecord | undefined>;
  /** Newest first. */
  list(filter?: JobFilter): Promise<readonly JobRecord[]>;
  /** The jobs of a filter, its limit aside, summed up by kind and state, in that order; groups of none are left out. */
  tally(filter?: Omit<JobFilter, 'limit'>): Promise<readonly JobTally[]>;
  /**
   * Deletes jobs that ended before `endedBefore` (ms since 1970), events included. An interrupted job ended when its lease
   * ran out; a parent stays as long as one of its children. Works in small steps, so that other processes can write
   * between them; aborted, it leaves the rest.
   * @returns how many were deleted, or with `dryRun` would be
   */
  prune(endedBefore: number, options?: PruneOptions): Promise<number>;
  /** Events of a job with a sequence above `after` (0 = all), in order. */
  events(jobId: string, after?: number): Promise<readonly JobEvent[]>;
  close(): Promise<void>;
}
