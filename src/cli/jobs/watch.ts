import { setTimeout as delay } from 'node:timers/promises';
import type { JobRecord } from '../../engine/job.js';
import type { JobFilter } from '../../engine/ports/job-store.js';
import { canRedraw } from '../colour.js';
import type { CliContext } from '../context.js';
import { columns } from '../report/columns.js';
import { jobRow } from '../report/job.js';
import { liveLines } from '../report/live-lines.js';

const LOOK_MS = 1000;

/**
 * Lists jobs again and again: on a terminal in place, otherwise those that are new or have changed.
 *
 * @throws the signal's reason: only Ctrl-C ends it
 */
export async function watchJobs(cli: CliContext, filter: JobFilter, lookMs = LOOK_MS): Promise<never> {
  const { host, common, signal } = cli;
  const history = await cli.history();
  const isLive = !common.json && canRedraw(host.stdout, host.env);
  const show = isLive ? liveTable(cli) : changedRows(cli);
  for (;;) {
    signal.throwIfAborted();
    show(await history.list(filter));
    await delay(lookMs, undefined, { signal });
  }
}

function liveTable({ host }: CliContext): (jobs: readonly JobRecord[]) => void {
  const draw = liveLines(host.stdout);
  return (jobs) => draw(jobs.length === 0 ? ['there are no such jobs'] : columns(jobs.map(jobRow)));
}

/** Oldest first, as a log is read. */
function changedRows({ report }: CliContext): (jobs: readonly JobRecord[]) => void {
  let known = new Map<string, string>();
  return (jobs) => {
    const seen = new Map(jobs.map((job) => [job.id, faceOf(job)]));
    const lines = columns(jobs.map(jobRow)); // all of them, so that columns stay where they are
    for (const [index, job] of [...jobs.entries()].reverse()) {
      if (known.get(job.id) === seen.get(job.id)) continue;
      report.item({ type: 'job', data: { job }, lines: [lines[index]!] });
    }
    known = seen;
  };
}

/** All but the lease, which changes every few seconds and says nothing. */
const faceOf = (job: JobRecord): string => JSON.stringify({ ...job, leaseUntil: null });
