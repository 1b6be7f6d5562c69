/** One place that says whether, and why, a run must stop. */
export interface Stop {
  /** Aborted by any of the three ways to stop. */
  readonly signal: AbortSignal;
  /** Somebody wants the job to end. */
  cancel(reason: unknown): void;
  /** The job can no longer be kept: its lease is lost or its history cannot be written. */
  fail(error: unknown): void;
  /** The outcome that a stop asks for; undefined while there was none. The first reason counts. */
  readonly cause: StopCause | undefined;
  /** Lets go of the caller's signal. */
  release(): void;
}

/** Why a run was stopped; `thrown` goes to the caller. */
export interface StopCause {
  readonly state: 'cancelled' | 'failed';
  readonly thrown: unknown;
}

/** Makes a stop that also follows the caller's signal. */
export function createStop(outer: AbortSignal | undefined): Stop {
  const controller = new AbortController();
  let cause: StopCause | undefined;
  const halt = (state: StopCause['state'], thrown: unknown): void => {
    if (cause !== undefined) return;
    cause = { state, thrown };
    controller.abort(thrown);
  };
  const follow = (): void => halt('cancelled', outer?.reason);
  if (outer?.aborted) follow();
  outer?.addEventListener('abort', follow);
  return {
    signal: controller.signal,
    cancel: (reason) => halt('cancelled', reason),
    fail: (error) => halt('failed', error),
    get cause() {
      return cause;
    },
    release: () => outer?.removeEventListener('abort', follow),
  };
}

/**
 * The outcome of `work`, or the signal's reason `graceMs` after an abort: work that hears the signal gets that long to
 * clean up, work that does not is left behind.
 */
export async function withGrace<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let arm = (): void => {};
  const overdue = new Promise<never>((_, reject) => {
    arm = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
  });
  if (signal.aborted) arm();
  else signal.addEventListener('abort', arm, { once: true });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', arm);
  }
}
