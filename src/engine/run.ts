import type { EnginePorts } from './engine-ports.js';
import type { EventLog } from './event-log.js';
import type { JobSpec } from './job.js';
import type { LeaseKeeper } from './lease.js';
import type { Lease } from './ports/job-store.js';
import type { ByteSink } from './ports/media.js';
import type { TakeControl } from './ports/recorder.js';
import type { Stop } from './stop.js';
import type { Task } from './task.js';
import type { TaskTable } from './tasks/index.js';

/** What all runs of one engine share. */
export interface Runner {
  readonly ports: EnginePorts;
  readonly tasks: TaskTable;
  /** Makes ids that sort by age. */
  readonly nextId: () => string;
}

/** One run and what belongs to it. */
export interface Run {
  readonly ports: EnginePorts;
  readonly task: Task;
  readonly spec: JobSpec;
  readonly lease: Lease;
  readonly stop: Stop;
  readonly log: EventLog;
  readonly keeper: LeaseKeeper;
  readonly sink: ByteSink | undefined;
  readonly take: TakeControl | undefined;
}
