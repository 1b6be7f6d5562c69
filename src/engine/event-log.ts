import { EVENT_VERSION, type EventBody, type JobEvent } from './events.js';
import type { JobStore, Lease, Outcome } from './ports/job-store.js';

/** A progress event is stored at most this often within one stage; everything else is always stored. */
export const STORED_PROGRESS_MS = 500;

/** What an event log works with. */
export interface EventLogOptions {
  readonly jobs: Pick<JobStore, 'append' | 'finish'>;
  readonly lease: Lease;
  /** Number of the last event of an earlier attempt; 0 for a new job. */
  readonly lastSequence: number;
  readonly now: () => number;
  readonly onEvent?: ((event: JobEvent) => void) | undefined;
  /** The events could not be stored. */
  onFault(error: unknown): void;
}

/** Numbers, stores and hands on the events of one run, in order. */
export interface EventLog {
  /** Takes the next event; ignored once the log has ended. */
  emit(body: EventBody): void;
  /**
   * Saves the outcome with its event, then lets the listener hear it.
   * @returns false, and no event, where the lease was no longer valid
   */
  end(outcome: Outcome, body: EventBody): Promise<boolean>;
}

/**
 * Every event reaches the listener, after those worth keeping are stored: numbers in the store rise, with gaps where
 * progress was thinned. The last progress before the end is kept, so that the row says where a job stopped.
 */
export function createEventLog(options: EventLogOptions): EventLog {
  const { jobs, lease, now, onFault } = options;
  const thin = createThinning();
  const deliver = guardListener(options.onEvent);
  const queue: JobEvent[] = [];
  let sequence = options.lastSequence;
  let pumping = false;
  let ended = false;
  let idle = Promise.resolve();

  const stamp = (body: EventBody): JobEvent => ({
    version: EVENT_VERSION,
    jobId: lease.jobId,
    sequence: ++sequence,
    time: now(),
    ...body,
  });
  async function pump(): Promise<void> {
    pumping = true;
    try {
      while (queue.length > 0) {
        const batch = queue.splice(0);
        const kept = batch.filter((event) => thin.keeps(event));
        if (kept.length > 0) await jobs.append(lease, kept);
        batch.forEach(deliver);
      }
    } catch (error) {
      onFault(error);
    } finally {
      pumping = false;
    }
  }
  return {
    emit(body) {
      if (ended) return;
      queue.push(stamp(body));
      if (!pumping) idle = pump();
    },
    async end(outcome, body) {
      ended = true;
      await idle;
      const last = thin.skipped();
      if (last !== undefined) await jobs.append(lease, [last]);
      const event = stamp(body);
      const saved = await jobs.finish(lease, outcome, event);
      if (saved) deliver(event);
      return saved;
    },
  };
}

/** A listener that throws is left out from then on: a broken printer must not cost a finished job. */
export function guardListener(listener: ((event: JobEvent) => void) | undefined): (event: JobEvent) => void {
  let heard = listener;
  return (event) => {
    try {
      heard?.(event);
    } catch {
      heard = undefined;
    }
  };
}

function createThinning() {
  let stage: string | undefined;
  let storedAt = 0;
  let skipped: JobEvent | undefined;
  return {
    keeps(event: JobEvent): boolean {
      if (event.type === 'progress') {
        if (event.stage === stage && event.time - storedAt < STORED_PROGRESS_MS) {
          skipped = event;
          return false;
        }
        stage = event.stage;
        storedAt = event.time;
      }
      skipped = undefined;
      return true;
    },
    /** The newest progress that was left out, unless something later is stored already. */
    skipped: () => skipped,
  };
}
