import { Command } from 'commander';
import type { JobEvent } from '../../engine/events.js';
import type { JobRecord, JobState } from '../../engine/job.js';
import { firstOf } from '../../engine/retry.js';
import type { Start } from '../command.js';
import type { CliContext } from '../context.js';
import { type Children, childLines } from '../report/children.js';
import { jobLines } from '../report/job.js';
import { logLines } from '../report/job-log.js';
import { optionRows } from '../report/job-options.js';
import { section } from '../report/section.js';
import { findJob, ID_WORDS } from './find-job.js';

const MOST_EVENTS = 20;
const MOST_FAILED = 1000;

/** Reads the command line of `rapgo jobs show`. */
export function showCommand(start: Start, run = runJobsShow): Command {
  return new Command('show')
    .description('show one run with all that is known of it')
    .argument('<id>', ID_WORDS)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { cli } = await start(command, {});
      await run(cli, id);
    });
}

/** Shows one job with all that is known of it. */
export async function runJobsShow(cli: CliContext, id: string): Promise<void> {
  const job = await findJob(cli, id);
  const history = await cli.history();
  const log = tailOf(await history.events(job.id));
  const line = await history.list({ retryOf: firstOf(job) });
  const retries = line.filter((other) => other.id !== job.id).map(({ id, state }) => ({ id, state }));
  const children = await childrenOf(cli, job);
  cli.report.result({
    command: 'jobs show',
    data: { job, log, retries, children },
    lines: [
      ...jobLines(job, retries),
      ...section('options', optionRows(job.options)),
      ...(children === null ? [] : childLines(children)),
      ...logLines(log),
    ],
  });
}

/** The last events; of the progress within one stage only the last. */
function tailOf(events: readonly JobEvent[]): JobEvent[] {
  const isPassed = (event: JobEvent, next: JobEvent | undefined): boolean =>
    event.type === 'progress' && next?.type === 'progress' && next.stage === event.stage;
  return events.filter((event, index) => !isPassed(event, events[index + 1])).slice(-MOST_EVENTS);
}

async function childrenOf(cli: CliContext, { id: parentId }: JobRecord): Promise<Children | null> {
  const history = await cli.history();
  const counts: Partial<Record<JobState, number>> = {};
  for (const { state, count } of await history.tally({ parentId }))
    counts[state] = (counts[state] ?? 0) + count;
  if (Object.keys(counts).length === 0) return null;
  const failed = await history.list({ parentId, state: 'failed', unretried: true, limit: MOST_FAILED });
  return { counts, failed };
}
