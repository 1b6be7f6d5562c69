import type { RunOptions } from './engine-ports.js';
import { createEventLog, type EventLog } from './event-log.js';
import type { EventBody } from './events.js';
import { cancelledError, toFailure } from './failure.js';
import type { JobRecord, JobSpec } from './job.js';
import { outcomeOfKnownJob, refuseOtherRequest } from './known-job.js';
import { keepLease, LEASE_TIMING, lostError } from './lease.js';
import type { Outcome } from './ports/job-store.js';
import type { Runner } from './run.js';
import { createStop, type StopCause } from './stop.js';
import { resolveSpec } from './validate.js';
import { attempt } from './work.js';

/** How a run ended; `thrown` is meant for the caller unless it succeeded. */
interface Ending {
  readonly outcome: Outcome;
  readonly event: EventBody;
  readonly thrown: unknown;
}

/** Runs one job from its first row to its last event; see {@link Engine.run}. */
export async function runJob(runner: Runner, given: JobSpec, options: RunOptions): Promise<JobRecord> {
  const { ports, tasks, nextId } = runner;
  const { jobs, owner, rapgoVersion, leaseTiming = LEASE_TIMING } = ports;
  const { task, spec } = await resolveSpec(tasks, given);
  const { parentId, retryOf, idempotencyKey, onEvent, sink, take } = options;
  const links = { parentId, retryOf, idempotencyKey };
  const [holder, { leaseMs }] = [nextId(), leaseTiming];
  const started = await jobs.start({ id: nextId(), spec, owner, rapgoVersion, ...links }, holder, leaseMs);
  const { job } = started;
  refuseOtherRequest(job, spec);
  const lease = started.lease ?? (await jobs.acquire(job.id, holder, leaseMs));
  if (lease === undefined) return outcomeOfKnownJob(jobs, job.id, onEvent);

  const stop = createStop(options.signal);
  const lastSequence = (await jobs.events(job.id)).at(-1)?.sequence ?? 0; // an interrupted attempt left some
  const log = createEventLog({ jobs, lease, lastSequence, now: ports.now, onEvent, onFault: stop.fail });
  const onCancelRequest = (): void => stop.cancel(cancelledError(job.id));
  const keeper = keepLease(jobs, lease, { onCancelRequest, onLost: stop.fail }, leaseTiming);
  log.emit({ type: 'started', kind: spec.kind });
  const ending = await attempt({ ports, task, spec, lease, stop, log, keeper, sink, take }).then(
    succeeded,
    (thrown) => stopped(stop.cause ?? { state: 'failed', thrown }),
  );
  keeper.stop();
  stop.release();
  await record(log, ending, job.id);
  return (await jobs.get(job.id)) ?? job;
}

function succeeded(outcome: Outcome & { readonly state: 'succeeded' }): Ending {
  return { outcome, event: { type: 'finished', result: outcome.result }, thrown: undefined };
}

function stopped({ state, thrown }: StopCause): Ending {
  if (state === 'cancelled') return { outcome: { state }, event: { type: 'cancelled' }, thrown };
  const failure = toFailure(thrown);
  const { hint, ...words } = failure;
  const event = { type: 'failed', ...words, ...(hint === undefined ? {} : { hint }) } as const;
  return { outcome: { state, failure }, event, thrown };
}

/** Saves the ending, then throws what the caller has to know. What stopped the job goes before a broken history. */
async function record(log: EventLog, { outcome, event, thrown }: Ending, jobId: string): Promise<void> {
  const failed = outcome.state !== 'succeeded';
  let saved: boolean;
  try {
    saved = await log.end(outcome, event);
  } catch (error) {
    throw failed ? thrown : error;
  }
  if (failed) throw thrown;
  if (!saved) throw lostError(jobId);
}
