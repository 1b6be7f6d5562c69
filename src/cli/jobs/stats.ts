import { Command } from 'commander';
import type { JobFilter } from '../../engine/ports/job-store.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { columns } from '../report/columns.js';
import { sumsByKind, tallyRows } from '../report/tally.js';
import { JOBS_STATS } from '../settings/tables.js';

/** Reads the command line of `rapgo jobs stats`. */
export function statsCommand(start: Start, run = runJobsStats): Command {
  return withSettings(new Command('stats'), JOBS_STATS)
    .description('count jobs by kind and state, with the hours of sound they worked on and how fast')
    .action(async (_options: unknown, command: Command) => {
      const { cli, values } = await start(command, JOBS_STATS, 'jobs');
      await run(cli, { since: values.since ?? undefined });
    });
}

/** Sums the history up. */
export async function runJobsStats(cli: CliContext, filter: Pick<JobFilter, 'since'>): Promise<void> {
  const { kinds, total } = sumsByKind(await (await cli.history()).tally(filter));
  if (kinds.length === 0) cli.report.note('there are no such jobs');
  cli.report.result({
    command: 'jobs stats',
    data: { kinds, total },
    lines: kinds.length === 0 ? [] : columns(tallyRows(kinds, total)),
  });
}
