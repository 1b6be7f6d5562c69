import type { ErrorCode } from './errors.js';

/** Version of the event shape; a consumer that meets a higher one should stop. */
export const EVENT_VERSION = 1;

/** Fields every event carries, so that any front can store, order and replay it. */
interface EventHead {
  readonly version: typeof EVENT_VERSION;
  readonly jobId: string;
  /** Rises by one within a job, from 1. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
}

/** What happened, without the head. */
export type EventBody =
  | { readonly type: 'started'; readonly kind: string }
  /** `fraction` of this stage, 0 to 1; 1 never means that the job is done. */
  | { readonly type: 'progress'; readonly stage: string; readonly fraction: number }
  | { readonly type: 'warning'; readonly code: string; readonly message: string }
  | { readonly type: 'finished'; readonly result: unknown }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode | 'internal';
      readonly message: string;
      readonly hint?: string;
    }
  | { readonly type: 'cancelled' };

/** One thing that happened to a job. `finished`, `failed` and `cancelled` come after the record is saved. */
export type JobEvent = EventHead & EventBody;
