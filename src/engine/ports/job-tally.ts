import type { JobState } from '../job.js';

/** Jobs of one kind in one state, summed up. */
export interface JobTally {
  readonly kind: string;
  readonly state: JobState;
  readonly count: number;
  /** Sound these jobs worked on, as far as their results say how long it was; see {@link audioSecondsOf}. */
  readonly audioSeconds: number;
  /** Time from start to end of the jobs that `audioSeconds` counts, ms: what their speed is measured by. */
  readonly busyMs: number;
}

/**
 * How much sound a job worked on, seconds, by its result: what went in, else what came out; null where it does not say.
 * The names are those of the tasks' results.
 */
export function audioSecondsOf(result: unknown): number | null {
  if (typeof result !== 'object' || result === null) return null;
  const { inputSeconds, durationSeconds } = result as Readonly<Record<string, unknown>>;
  if (typeof inputSeconds === 'number') return inputSeconds;
  return typeof durationSeconds === 'number' ? durationSeconds : null;
}
