import { RapgoError } from './errors.js';
import { guardListener } from './event-log.js';
import type { JobEvent } from './events.js';
import { cancelledError, fromFailure } from './failure.js';
import type { JobRecord, JobSpec } from './job.js';
import type { JobStore } from './ports/job-store.js';

/**
 * A key names one request. Guards against a key that is used again for something else, whose caller would get the
 * wrong files.
 * @throws {RapgoError} `usage/bad-option`
 */
export function refuseOtherRequest(job: JobRecord, spec: JobSpec): void {
  if (requestText(job) === requestText(spec)) return;
  throw new RapgoError(
    'usage/bad-option',
    `the key ${job.idempotencyKey} belongs to another request, job ${job.id}`,
    {
      hint: 'Use a new key',
    },
  );
}

const requestText = ({ kind, inputs, options }: JobSpec): string =>
  JSON.stringify([kind, inputs.map((input) => input.uri), options]);

/**
 * The outcome of a job that cannot be started: it has ended, so its events are heard again and its record is
 * returned, or its failure is thrown again; or somebody else is at it.
 *
 * @throws {RapgoError} what was recorded; `request/unmet`, worth another try, while it runs elsewhere
 */
export async function outcomeOfKnownJob(
  jobs: JobStore,
  jobId: string,
  onEvent: ((event: JobEvent) => void) | undefined,
): Promise<JobRecord> {
  const deliver = guardListener(onEvent);
  const job = await jobs.get(jobId);
  if (job === undefined) throw new RapgoError('history/not-found', `job ${jobId} is gone from the history`);
  if (job.state !== 'succeeded' && job.state !== 'failed' && job.state !== 'cancelled') {
    throw new RapgoError('request/unmet', `job ${jobId} is being run by another process`, {
      retryable: true,
      hint: 'Wait for it, or stop it with rapgo jobs cancel',
    });
  }
  for (const event of await jobs.events(jobId)) deliver(event);
  if (job.failure !== null) throw fromFailure(job.failure);
  if (job.state === 'cancelled') throw cancelledError(jobId);
  return job;
}
