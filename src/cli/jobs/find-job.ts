import { RapgoError } from '../../engine/errors.js';
import type { JobRecord } from '../../engine/job.js';
import type { CliContext } from '../context.js';

/**
 * The job a person means.
 *
 * @param id whole, or a beginning that fits only one
 * @throws {RapgoError} `history/not-found`
 */
export async function findJob(cli: CliContext, id: string): Promise<JobRecord> {
  const job = await (await cli.history()).get(id);
  if (job !== undefined) return job;
  throw new RapgoError('history/not-found', `no job has the id ${id}, or more than one begins with it`);
}

/** How an argument that names a job is described. */
export const ID_WORDS = 'its id, or a beginning of it that fits only one';
