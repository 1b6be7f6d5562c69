import { Command } from 'commander';
import { RapgoError } from '../../engine/errors.js';
import type { JobFilter } from '../../engine/ports/job-store.js';
import { type Start, withSettings } from '../command.js';
import type { CliContext } from '../context.js';
import { columns } from '../report/columns.js';
import { jobRow } from '../report/job.js';
import { JOBS_LIST } from '../settings/tables.js';
import { didYouMean } from '../suggest.js';
import { watchJobs } from './watch.js';

/** Reads the command line of `rapgo jobs list`, which is also that of `rapgo jobs` alone. */
export function listCommand(start: Start, run = { list: runJobsList, watch: watchJobs }): Command {
  return withSettings(new Command('list'), JOBS_LIST)
    .description('list past runs, newest first; what jobs alone does')
    .option('--watch', 'keep the list up to date until Ctrl-C')
    .argument('[words...]')
    .usage('[options]')
    .action(async (words: readonly string[], { watch }: { watch?: true }, command: Command) => {
      refuseWords(words, command);
      const { cli, values } = await start(command, JOBS_LIST, 'jobs');
      const { state, kind, since, limit, all } = values;
      const filter: JobFilter = {
        state: state ?? undefined,
        kind: kind ?? undefined,
        since: since ?? undefined,
        topLevel: !all,
        limit,
      };
      await (watch ? run.watch(cli, filter) : run.list(cli, filter));
    });
}

/** As the default command it gets every word that is none of its sisters. */
function refuseWords([word]: readonly string[], { parent }: Command): void {
  if (word === undefined) return;
  const sisters = parent?.commands.map((sister) => sister.name()) ?? [];
  const guess = didYouMean(word, sisters);
  const meant = guess === undefined ? '' : ` (did you mean ${guess}?)`;
  throw new RapgoError('usage/bad-option', `unknown command '${word}'${meant}`, {
    hint: 'rapgo jobs --help',
  });
}

/** Lists jobs. */
export async function runJobsList(cli: CliContext, filter: JobFilter): Promise<void> {
  const jobs = await (await cli.history()).list(filter);
  if (jobs.length === 0) cli.report.note('there are no such jobs');
  cli.report.result({ command: 'jobs list', data: { jobs }, lines: columns(jobs.map(jobRow)) });
}
