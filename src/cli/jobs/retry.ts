import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import type { JobRecord } from '../../engine/job.js';
import { retryJob } from '../../engine/retry.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { outcomeOf } from '../report/outcome.js';
import { findJob, ID_WORDS } from './find-job.js';
import { retryAll } from './retry-all.js';

/** Reads the command line of `rapgo jobs retry`. */
export function retryCommand(start: Start, run = { one: runJobsRetry, failed: runJobsRetryFailed }): Command {
  return new Command('retry')
    .description('run a job again as it was asked for; of a batch, what failed')
    .argument('[id]', ID_WORDS)
    .option('--failed', 'all jobs that failed and have not succeeded since')
    .action(async (id: string | undefined, { failed }: { failed?: true }, command: Command) => {
      if ((id === undefined) === (failed === undefined)) {
        throw new RapgoError('usage/bad-option', 'retry wants the id of a job, or --failed', {
          hint: 'rapgo jobs list --state failed',
        });
      }
      const { cli } = await start(command, {});
      await (id === undefined ? run.failed(cli) : run.one(cli, id));
    });
}

/** Runs a job again; of a batch, the children that failed. */
export async function runJobsRetry(cli: CliContext, id: string): Promise<void> {
  const job = await findJob(cli, id);
  if (await isBatch(cli, job)) return retryAll(cli, await failedJobs(cli, job.id));
  const engine = await cli.engine();
  const record = await retryJob(engine, job, { signal: cli.signal, onEvent: cli.report.event });
  const { data, lines } = outcomeOf(record, cli.common.quiet);
  cli.report.result({ command: 'jobs retry', data: { retryOf: record.retryOf, ...data }, lines });
}

/** Runs everything again that failed and has not succeeded since, the oldest first. */
export async function runJobsRetryFailed(cli: CliContext): Promise<void> {
  const jobs: JobRecord[] = [];
  // Of a batch that failed its children are tried again, which are on the list themselves.
  for (const job of await failedJobs(cli)) if (!(await isBatch(cli, job))) jobs.push(job);
  await retryAll(cli, jobs);
}

async function failedJobs(cli: CliContext, parentId?: string): Promise<JobRecord[]> {
  const filter = { state: 'failed', unretried: true, parentId, limit: Number.MAX_SAFE_INTEGER } as const;
  return [...(await (await cli.history()).list(filter))].reverse();
}

async function isBatch(cli: CliContext, { id }: JobRecord): Promise<boolean> {
  return (await (await cli.history()).list({ parentId: id, limit: 1 })).length > 0;
}
