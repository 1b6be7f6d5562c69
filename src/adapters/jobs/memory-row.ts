import type { JobRecord } from '../../engine/job.js';
import type { NewJob } from '../../engine/ports/job-store.js';

/** A record that still changes. */
export type Row = { -readonly [Key in keyof JobRecord]: JobRecord[Key] };

/** The row of a job that nobody has started yet. */
export function newRow(job: NewJob, createdAt: number): Row {
  const { spec, parentId = null, retryOf = null, idempotencyKey = null, ...rest } = job;
  return {
    ...rest,
    ...spec,
    parentId,
    retryOf,
    idempotencyKey,
    state: 'queued',
    attempt: 0,
    stage: null,
    progress: 0,
    artifacts: [],
    result: null,
    failure: null,
    createdAt,
    startedAt: null,
    finishedAt: null,
    cancelRequestedAt: null,
    leaseOwner: null,
    leaseUntil: null,
    fence: 0,
  };
}
