import type { JobRecord, JobState } from '../../engine/job.js';
import { withPaths } from '../failure.js';
import { subjectOf } from './job.js';
import { section } from './section.js';

const MOST_ROWS = 50;

/** What became of the children of a batch. */
export interface Children {
  readonly counts: Readonly<Partial<Record<JobState, number>>>;
  /** Those that failed and were not retried since. */
  readonly failed: readonly JobRecord[];
}

/** The children of a batch in lines: how many there are in each state, and why some failed. */
export function childLines({ counts, failed }: Children): string[] {
  const rows = failed
    .slice(0, MOST_ROWS)
    .map((job) => [
      job.id,
      subjectOf(job),
      `${withPaths(job.failure?.message ?? '')} (${job.failure?.code})`,
    ]);
  const more = failed.length > MOST_ROWS ? [[`and ${failed.length - MOST_ROWS} more, see --json`]] : [];
  return [
    ...section(
      'children',
      Object.entries(counts).map(([state, count]) => [state, String(count)]),
    ),
    ...section('failed children', [...rows, ...more]),
  ];
}
