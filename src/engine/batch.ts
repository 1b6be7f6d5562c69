import * as v from 'valibot';
import type { RunOptions } from './engine-ports.js';
import { type JobRecord, type JobSpec, SPEC_VERSION } from './job.js';
import type { Runner } from './run.js';
import { runJob } from './run-job.js';
import { defineTask } from './task.js';

/** A batch at work. */
export interface Batch {
  readonly jobId: string;
  /** Aborted where the batch is to end early. */
  readonly signal: AbortSignal;
  /** Runs one job of the batch; see `Engine.run`. */
  run(spec: JobSpec, options?: Pick<RunOptions, 'onEvent'>): Promise<JobRecord>;
  /** Says how much of the whole is done, 0 to 1. */
  progress(fraction: number): void;
  warn(code: string, message: string): void;
}

/** Kind of the job that stands for a batch. */
export const BATCH_KIND = 'batch';

/** Runs a batch: a job whose code is given, and which may run others; see `Engine.runBatch`. */
export function runBatch<Result>(
  runner: Runner,
  options: JobSpec['options'],
  work: (batch: Batch) => Promise<Result>,
  runOptions: RunOptions,
): Promise<JobRecord> {
  const task = defineTask<Record<string, unknown>, Result>({
    kind: BATCH_KIND,
    options: v.record(v.string(), v.unknown()),
    outputs: () => [],
    replaces: () => false,
    async run(_inputs, _options, { jobId, signal, progress, warn }) {
      const batch: Batch = {
        ...{ jobId, signal, warn },
        run: (spec, child = {}) => runJob(runner, spec, { ...child, parentId: jobId, signal }),
        progress: (fraction) => progress('batch', fraction),
      };
      return { result: await work(batch), outputs: [] };
    },
  });
  const spec: JobSpec = { specVersion: SPEC_VERSION, kind: BATCH_KIND, inputs: [], options };
  return runJob({ ...runner, tasks: { ...runner.tasks, [BATCH_KIND]: task } }, spec, runOptions);
}
