import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { findJob, ID_WORDS } from './find-job.js';

/** Reads the command line of `rapgo jobs cancel`. */
export function cancelCommand(start: Start, run = runJobsCancel): Command {
  return new Command('cancel')
    .description('stop a job that waits or runs in another process')
    .argument('<id>', ID_WORDS)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { cli } = await start(command, {});
      await run(cli, id);
    });
}

/**
 * Asks for the end of a job.
 * @throws {RapgoError} `request/unmet` for one that nobody runs any more
 */
export async function runJobsCancel(cli: CliContext, id: string): Promise<void> {
  const { id: jobId } = await findJob(cli, id);
  const history = await cli.history();
  const isAsked = await history.requestCancel(jobId);
  const job = (await history.get(jobId)) ?? { state: 'cancelled' as const };
  if (!isAsked) {
    const words = job.state === 'interrupted' ? 'is interrupted: nobody runs it' : `has ended: ${job.state}`;
    throw new RapgoError('request/unmet', `job ${jobId} ${words}`, { hint: `rapgo jobs show ${jobId}` });
  }
  // Only a job that nobody had begun is over at once.
  const found = job.state === 'cancelled' ? 'queued' : 'running';
  const words =
    found === 'queued'
      ? `job ${jobId} was waiting and is cancelled`
      : `job ${jobId} is running and was asked to stop, which it does within seconds`;
  cli.report.result({ command: 'jobs cancel', data: { id: jobId, found, state: job.state }, lines: [words] });
}
