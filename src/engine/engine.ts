import { type Batch, runBatch } from './batch.js';
import type { EnginePorts, RunOptions } from './engine-ports.js';
import type { JobRecord, JobSpec } from './job.js';
import type { JobStore } from './ports/job-store.js';
import { runJob } from './run-job.js';
import { TASKS, type TaskTable } from './tasks/index.js';
import { createUuidv7 } from './uuid.js';

export type { Batch } from './batch.js';
export type { EnginePorts, RunOptions } from './engine-ports.js';

/** Runs jobs and remembers them. */
export interface Engine {
  /**
   * Runs one job to its end and returns its record (`result`, `artifacts` with final addresses).
   * The record is saved whatever happens, but for a spec that makes no sense: that is refused before there is a job.
   * @throws {RapgoError} what stopped it, after it is recorded as failed
   * @throws {RapgoError} `usage/bad-option`, naming the field, before anything is recorded
   * @throws the signal's reason when aborted, or an `AbortError` when cancelled by another process, after it is
   *   recorded as cancelled
   */
  run(spec: JobSpec, options?: RunOptions): Promise<JobRecord>;
  /**
   * Runs many jobs under one: a batch is a job whose children are jobs. Its record's `result` is what `work` returns.
   * @param options of the batch, for the record: plain JSON
   * @throws what `work` throws, after it is recorded; as {@link run} where it is cancelled, its children first
   */
  runBatch<Result>(
    options: JobSpec['options'],
    work: (batch: Batch) => Promise<Result>,
    runOptions?: RunOptions,
  ): Promise<JobRecord>;
  readonly history: JobStore;
  /** Ends threads and closes the history. */
  close(): Promise<void>;
}

/**
 * Ties the tasks to the outside world.
 * @param tasks what can be run; the built-in ones unless a test brings its own
 */
export function createEngine(ports: EnginePorts, tasks: TaskTable = TASKS): Engine {
  const runner = { ports, tasks, nextId: createUuidv7(ports.now) };
  return {
    run: (spec, options = {}) => runJob(runner, spec, options),
    runBatch: (options, work, runOptions = {}) => runBatch(runner, options, work, runOptions),
    history: ports.jobs,
    async close() {
      try {
        await ports.workers.close();
      } finally {
        await ports.jobs.close();
      }
    },
  };
}
