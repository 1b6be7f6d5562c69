/**
 * Every failure a person can act on, with the exit code a command line gives it. One table, so that codes stay
 * stable and each new one has to say where it belongs.
 */
export const ERROR_CODES = {
  'usage/bad-option': 2,
  'usage/output-exists': 2,
  'media/not-found': 3,
  'media/unreadable': 3,
  'media/not-media': 3,
  'media/no-audio': 3,
  'media/too-long': 3,
  'media/bad-samples': 3,
  'speech/none': 3,
  'style/unknown': 2,
  'style/invalid': 2,
  'config/invalid': 2,
  'map/unreadable': 3,
  'map/invalid': 2,
  'plan/unreadable': 3,
  'plan/invalid': 5,
  'plan/version': 5,
  'plan/wrong-source': 5,
  'beat/uncertain': 5,
  'request/unmet': 5,
  'tool/missing': 4,
  'tool/failed': 1,
  'tool/timeout': 1,
  'check/failed': 6,
  'batch/failed': 7,
  'output/unwritable': 8,
  'output/full': 8,
  'history/unusable': 8,
  'history/newer': 8,
  'history/not-found': 3,
  'artifact/not-found': 3,
} as const;

/** A stable name of a failure, such as `media/no-audio`. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What an error knows beside its words. */
export interface ErrorDetail {
  /** The failure below this one. */
  readonly cause?: unknown;
  /** Whether the same call may succeed later without a change. @default false */
  readonly retryable?: boolean;
  /** What the person can do next: one imperative sentence without the final stop. */
  readonly hint?: string;
}

/** A failure somebody can act on. Anything else that is thrown is a fault of rapgo itself. */
export class RapgoError extends Error {
  override readonly name = 'RapgoError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, { cause, retryable = false, hint }: ErrorDetail = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.retryable = retryable;
    this.hint = hint;
  }
}
