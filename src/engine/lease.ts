import { RapgoError } from './errors.js';
import type { JobStore, Lease } from './ports/job-store.js';

/** How long a lease lasts and how often it is renewed, milliseconds. */
export interface LeaseTiming {
  readonly leaseMs: number;
  readonly renewMs: number;
}

/**
 * A renewal is also how a cancel request arrives, so it is frequent; a lease outlives six of them, so that sound
 * processing may keep the event loop busy for 25 s without the job looking dead.
 */
export const LEASE_TIMING: LeaseTiming = { leaseMs: 30_000, renewMs: 5_000 };

/** What the keeper of a lease reports. */
export interface LeaseListener {
  onCancelRequest(): void;
  /** The job must stop and may no longer publish. */
  onLost(error: unknown): void;
}

/** Keeps a lease alive. */
export interface LeaseKeeper {
  /**
   * Asks the store now: the last look before something that cannot be undone.
   * @throws {RapgoError} `request/unmet` where another process has taken the job over
   */
  confirm(): Promise<void>;
  /** Ends the renewals; the lease itself stays until the job is finished or it expires. */
  stop(): void;
}

/**
 * Renews `lease` until it is stopped. A renewal that fails is tried again at the next turn, and given up only once
 * the lease has run out: until then nobody else can have taken it. The timer does not keep the process alive.
 */
export function keepLease(
  jobs: Pick<JobStore, 'renew'>,
  lease: Lease,
  listener: LeaseListener,
  { leaseMs, renewMs }: LeaseTiming = LEASE_TIMING,
): LeaseKeeper {
  let validUntil = performance.now() + leaseMs; // a monotonic clock: the wall clock may be set while we run
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function confirm(): Promise<void> {
    const askedAt = performance.now();
    const { lost, cancelRequested } = await jobs.renew(lease, leaseMs);
    if (lost) throw lostError(lease.jobId);
    validUntil = askedAt + leaseMs;
    if (cancelRequested) listener.onCancelRequest();
  }
  async function turn(): Promise<void> {
    try {
      await confirm();
    } catch (error) {
      const final = isLost(error) || performance.now() >= validUntil;
      if (final && !stopped) return listener.onLost(error);
    }
    schedule();
  }
  function schedule(): void {
    if (!stopped) timer = setTimeout(turn, renewMs).unref();
  }
  schedule();
  return {
    confirm,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** What is thrown where another process holds the job now. */
export function lostError(jobId: string): RapgoError {
  return new RapgoError('request/unmet', `job ${jobId} was taken over by another process`, {
    hint: 'Look at it with rapgo jobs show',
  });
}

const isLost = (error: unknown): boolean => error instanceof RapgoError && error.code === 'request/unmet';
