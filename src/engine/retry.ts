import type { Engine } from './engine.js';
import type { RunOptions } from './engine-ports.js';
import { RapgoError } from './errors.js';
import type { JobRecord } from './job.js';

/**
 * Runs a job again as a new one, as it was asked for: the same inputs, which must still be the same files where their
 * hashes are known, and the same options. It stays in its batch, and names the first job of its line as `retryOf`.
 *
 * @throws {RapgoError} `request/unmet` for a job that has not ended; `media/unreadable` where an input has changed
 * @throws whatever {@link Engine.run} throws
 */
export async function retryJob(
  engine: Pick<Engine, 'run'>,
  job: JobRecord,
  options: Omit<RunOptions, 'parentId' | 'retryOf' | 'idempotencyKey'>,
): Promise<JobRecord> {
  const { specVersion, kind, inputs, state } = job;
  if (state === 'queued' || state === 'running') {
    throw new RapgoError('request/unmet', `job ${job.id} is ${state}: it has not ended yet`, {
      hint: 'Wait for it, or stop it with rapgo jobs cancel',
    });
  }
  const links = { parentId: job.parentId ?? undefined, retryOf: firstOf(job) };
  return engine.run({ specVersion, kind, inputs, options: job.options }, { ...options, ...links });
}

/** The job that all retries of this one name. */
export const firstOf = ({ id, retryOf }: Pick<JobRecord, 'id' | 'retryOf'>): string => retryOf ?? id;
