export { memoryJobs } from './adapters/jobs/memory.js';
export { type SqliteJobsOptions, sqliteJobs } from './adapters/jobs/sqlite.js';
export type { Ffmpeg } from './adapters/media/ffmpeg.js';
export { type LocateOptions, locateFfmpeg } from './adapters/media/locate.js';
export { createEngine, type Engine } from './engine/engine.js';
export type { EnginePorts, RunOptions } from './engine/engine-ports.js';
export { ERROR_CODES, type ErrorCode, type ErrorDetail, RapgoError } from './engine/errors.js';
export { EVENT_VERSION, type EventBody, type JobEvent } from './engine/events.js';
export {
  type Artifact,
  JOB_STATES,
  type JobFailure,
  type JobRecord,
  type JobSpec,
  type JobState,
  type Ref,
  SPEC_VERSION,
} from './engine/job.js';
export type { JobFilter, JobStore } from './engine/ports/job-store.js';
export { OUTPUT_FORMATS, type OutputFormat } from './engine/ports/media.js';
export type { RunStore } from './engine/ports/run-store.js';
export { PLAN_VERSION, type Plan, PlanSchema } from './engine/rap/plan.js';
export { type Style, StyleSchema } from './engine/rap/style.js';
export { type LocalParts, openEngine } from './local-engine.js';
