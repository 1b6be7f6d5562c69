import type { JobRecord, JobState } from '../../engine/job.js';

/** A row of `jobs` as SQLite gives it. */
export interface JobRow {
  readonly id: string;
  readonly spec_version: number;
  readonly kind: string;
  readonly state: JobState;
  readonly owner: string;
  readonly parent_id: string | null;
  readonly retry_of: string | null;
  readonly idempotency_key: string | null;
  readonly attempt: number;
  readonly rapgo_version: string;
  /** JSON, as `options`, `artifacts`, `result` and `failure`. */
  readonly inputs: string;
  readonly options: string;
  readonly stage: string | null;
  readonly progress: number;
  readonly artifacts: string;
  readonly result: string;
  readonly failure: string;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
  readonly cancel_requested_at: number | null;
  readonly lease_owner: string | null;
  readonly lease_until: number | null;
  readonly fence: number;
}

/** The record a row stands for. */
export function toRecord(row: JobRow): JobRecord {
  return {
    id: row.id,
    specVersion: row.spec_version as JobRecord['specVersion'],
    kind: row.kind,
    inputs: JSON.parse(row.inputs),
    options: JSON.parse(row.options),
    state: row.state,
    owner: row.owner,
    parentId: row.parent_id,
    retryOf: row.retry_of,
    idempotencyKey: row.idempotency_key,
    attempt: row.attempt,
    rapgoVersion: row.rapgo_version,
    stage: row.stage,
    progress: row.progress,
    artifacts: JSON.parse(row.artifacts),
    result: JSON.parse(row.result),
    failure: JSON.parse(row.failure),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    cancelRequestedAt: row.cancel_requested_at,
    leaseOwner: row.lease_owner,
    leaseUntil: row.lease_until,
    fence: row.fence,
  };
}
