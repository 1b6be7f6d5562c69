import { type ErrorCode, RapgoError } from '../../engine/errors.js';
import { toFailure } from '../../engine/failure.js';
import type { JobFailure, JobRecord } from '../../engine/job.js';
import { firstOf, retryJob } from '../../engine/retry.js';
import type { CliContext } from '../context.js';
import { withPaths } from '../failure.js';
import { printable } from '../printable.js';
import { subjectOf } from '../report/job.js';

/** One job that was tried again. */
interface Retried {
  /** The new job; null where the request itself was refused. */
  readonly id: string | null;
  readonly retryOf: string;
  readonly state: 'succeeded' | 'failed' | 'cancelled';
  readonly failure: JobFailure | null;
}

/**
 * Runs jobs again, one after another, whatever becomes of each.
 * @throws the signal's reason when interrupted; what the history throws
 */
export async function retryAll(cli: CliContext, jobs: readonly JobRecord[]): Promise<void> {
  const retried: Retried[] = [];
  for (const job of jobs) {
    cli.signal.throwIfAborted();
    if (await isTakenCareOf(cli, job)) continue;
    const outcome = await retryOne(cli, job);
    retried.push(outcome);
    const reason = outcome.state === 'failed' ? `: ${withPaths(outcome.failure?.message ?? '')}` : '';
    const line = printable(`${subjectOf(job)} ${outcome.state}${reason}`);
    cli.report.item({ type: 'retried', data: { ...outcome }, lines: [line] });
  }
  const succeeded = retried.filter(({ state }) => state === 'succeeded').length;
  const failed = retried.length - succeeded;
  const summary = retried.length === 0 ? 'nothing to retry' : `${succeeded} succeeded, ${failed} did not`;
  // The job of the last event is none that this result is about.
  const data = { jobId: undefined, retried, succeeded, failed };
  cli.report.result({ command: 'jobs retry', data, lines: [summary] });
  if (failed > 0) cli.concede('batch/failed' satisfies ErrorCode);
}

/** Whether another process has tried it again since the list was read. */
async function isTakenCareOf(cli: CliContext, job: JobRecord): Promise<boolean> {
  const later = await (await cli.history()).list({ retryOf: firstOf(job), unretried: true });
  return later.some(({ id, createdAt, state }) => {
    const isLater = createdAt > job.createdAt || (createdAt === job.createdAt && id > job.id);
    return isLater && state !== 'cancelled' && state !== 'interrupted';
  });
}

async function retryOne(cli: CliContext, job: JobRecord): Promise<Retried> {
  const retryOf = firstOf(job);
  const engine = await cli.engine();
  let id: string | null = null;
  try {
    const record = await retryJob(engine, job, {
      signal: cli.signal,
      onEvent(event) {
        id = event.jobId;
        cli.report.event(event);
      },
    });
    return { id: record.id, retryOf, state: 'succeeded', failure: null };
  } catch (thrown) {
    if (cli.signal.aborted || isOfHistory(thrown)) throw thrown;
    const isCancelled = thrown instanceof Error && thrown.name === 'AbortError';
    return { id, retryOf, state: isCancelled ? 'cancelled' : 'failed', failure: toFailure(thrown) };
  }
}

/** Without a history nothing that follows could be kept either. */
const isOfHistory = (thrown: unknown): boolean =>
  thrown instanceof RapgoError && thrown.code.startsWith('history/');
