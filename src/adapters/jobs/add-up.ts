import type { JobTally } from '../../engine/ports/job-tally.js';

/** Adds up tallies of the same kind and state; sorted by both. */
export function addUp(tallies: readonly JobTally[]): JobTally[] {
  const sums = new Map<string, JobTally>();
  for (const tally of tallies) {
    const key = `${tally.kind}\n${tally.state}`;
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? tally : plus(sum, tally));
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum);
}

const plus = (a: JobTally, b: JobTally): JobTally => ({
  ...a,
  count: a.count + b.count,
  audioSeconds: a.audioSeconds + b.audioSeconds,
  busyMs: a.busyMs + b.busyMs,
});
