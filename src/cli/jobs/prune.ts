import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { JOBS_PRUNE } from '../settings/tables.js';

/** What `rapgo jobs prune` was asked for. */
export interface PruneRequest {
  /** Ms since 1970. */
  readonly endedBefore: number;
  readonly dryRun: boolean;
}

/** Reads the command line of `rapgo jobs prune`. */
export function pruneCommand(start: Start, run = runJobsPrune): Command {
  return withSettings(new Command('prune'), JOBS_PRUNE)
    .description('forget jobs that ended long ago; their files stay')
    .option('--dry-run', 'only say how many')
    .action(async ({ dryRun = false }: { dryRun?: boolean }, command: Command) => {
      const { cli, values } = await start(command, JOBS_PRUNE);
      if (values.older === null) {
        throw new RapgoError('usage/bad-option', 'prune wants --older', {
          hint: 'rapgo jobs prune --older 30d --dry-run',
        });
      }
      await run(cli, { endedBefore: values.older, dryRun });
    });
}

/** Deletes old jobs from the history, never their files. */
export async function runJobsPrune(cli: CliContext, { endedBefore, dryRun }: PruneRequest): Promise<void> {
  const count = await (await cli.history()).prune(endedBefore, { dryRun, signal: cli.signal });
  const words = `${count} ${count === 1 ? 'job' : 'jobs'} ${dryRun ? 'would be forgotten' : 'forgotten'}`;
  cli.report.result({ command: 'jobs prune', data: { count, dryRun, endedBefore }, lines: [words] });
}
