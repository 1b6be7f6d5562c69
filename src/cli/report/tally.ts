import { JOB_STATES, type JobState } from '../../engine/job.js';
import type { JobTally } from '../../engine/ports/job-tally.js';

/** Jobs of one kind, or of all, summed up. */
export interface Sum {
  readonly count: number;
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  /** Sound that went through jobs that succeeded, as far as they say. */
  readonly audioSeconds: number;
  /** How much faster than the sound plays these jobs were; null where none says. */
  readonly speedFactor: number | null;
}

/** A sum and whose it is. */
export interface KindSum extends Sum {
  readonly kind: string;
}

/** Sums tallies up, kind by kind and altogether. */
export function sumsByKind(tallies: readonly JobTally[]): { kinds: KindSum[]; total: Sum } {
  const kinds = [...new Set(tallies.map(({ kind }) => kind))];
  return {
    kinds: kinds.map((kind) => ({ kind, ...sumOf(tallies.filter((tally) => tally.kind === kind)) })),
    total: sumOf(tallies),
  };
}

function sumOf(tallies: readonly JobTally[]): Sum {
  const states: Partial<Record<JobState, number>> = {};
  let [count, audioSeconds, busyMs] = [0, 0, 0];
  for (const tally of tallies) {
    states[tally.state] = (states[tally.state] ?? 0) + tally.count;
    count += tally.count;
    audioSeconds += tally.audioSeconds;
    busyMs += tally.busyMs;
  }
  return { count, states, audioSeconds, speedFactor: busyMs > 0 ? (1000 * audioSeconds) / busyMs : null };
}

/** A table with a line for every kind and one for all; states that no job is in are left out. */
export function tallyRows(kinds: readonly KindSum[], total: Sum): string[][] {
  const states = JOB_STATES.filter((state) => total.states[state] !== undefined);
  const row = (name: string, { count, states: counts, audioSeconds, speedFactor }: Sum): string[] => [
    name,
    String(count),
    ...states.map((state) => String(counts[state] ?? 0)),
    audioSeconds > 0 ? `${(audioSeconds / 3600).toFixed(2)} h` : '-',
    speedFactor === null ? '-' : `${speedFactor.toFixed(1)} times`,
  ];
  const head = ['kind', 'jobs', ...states, 'sound', 'speed'];
  return [head, ...kinds.map((sum) => row(sum.kind, sum)), row('all', total)];
}
