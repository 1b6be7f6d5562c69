import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import type { JobRecord } from '../../engine/job.js';
import type { JobFilter } from '../../engine/ports/job-store.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { columns } from '../report/columns.js';
import { jobLines, jobRow } from '../report/job.js';
import { JOBS_LIST } from '../settings/tables.js';

/** Reads the command line of `rapgo jobs`. */
export function jobsCommand(start: Start, run = { list: runJobsList, show: runJobsShow }): Command {
  const list = withSettings(new Command('list'), JOBS_LIST)
    .description('list past runs, newest first')
    .action(async (_options: unknown, command: Command) => {
      const { cli, values } = await start(command, JOBS_LIST, 'jobs');
      const { state, kind, since, limit } = values;
      await run.list(cli, {
        state: state ?? undefined,
        kind: kind ?? undefined,
        since: since ?? undefined,
        limit,
      });
    });
  const show = new Command('show')
    .description('show one run')
    .argument('<id>', 'its id, or a beginning of it that fits only one')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { cli } = await start(command, {});
      await run.show(cli, id);
    });
  return new Command('jobs').addCommand(list).addCommand(show);
}

/** Lists jobs. */
export async function runJobsList(cli: CliContext, filter: JobFilter): Promise<void> {
  const jobs = await (await cli.history()).list(filter);
  if (jobs.length === 0) cli.report.note('there are no such jobs');
  cli.report.result({ command: 'jobs list', data: { jobs }, lines: columns(jobs.map(jobRow)) });
}

/** Shows one job with all that is known of it. */
export async function runJobsShow(cli: CliContext, id: string): Promise<void> {
  const job: JobRecord | undefined = await (await cli.history()).get(id);
  if (job === undefined) {
    throw new RapgoError('history/not-found', `no job has the id ${id}, or more than one begins with it`);
  }
  cli.report.result({ command: 'jobs show', data: { job }, lines: jobLines(job) });
}
