import { expect } from 'vitest';
import type { EventBody, JobEvent } from '../events.js';
import type { Artifact, JobSpec, JobState } from '../job.js';
import type { JobFilter, Lease, NewJob, Outcome } from './job-store.js';
import type { RunStore } from './run-store.js';

/** Length of every lease of the suite, ms. */
export const LEASE_MS = 30_000;
/** What the clock shows at the start of each test. */
export const START = 1_800_000_000_000;

/** What every job of the suite asks for, unless it says otherwise. */
export const SPEC: JobSpec = {
  specVersion: 1,
  kind: 'stretch',
  inputs: [{ uri: 'file:///in.wav' }],
  options: { ratio: 2, tags: ['a', 'b'], seed: 7, none: null },
};
/** A finished file. */
export const ARTIFACT: Artifact = {
  role: 'sound',
  uri: 'file:///out.wav',
  bytes: 3,
  sha256: 'aa',
  pcmSha256: 'bb',
};
/** How most jobs of the suite end. */
export const SUCCESS: Outcome = { state: 'succeeded', result: { lufs: -14.1 }, artifacts: [ARTIFACT] };

/** A store, its clock, and short ways to do what most tests do first. */
export interface JobBench {
  /** Opens a new, empty store and sets the clock back: before each test. */
  reset(): Promise<void>;
  /** The store under test. */
  readonly store: RunStore;
  /** Milliseconds since 1970; tests move it on. */
  clock: number;
  /** A new job of its own id. */
  job(more?: Partial<NewJob>): NewJob;
  /** Saves one and returns its id. */
  create(more?: Partial<NewJob>): Promise<string>;
  /** Acquires a job that is free. */
  hold(id: string, leaseOwner?: string): Promise<Lease>;
  event(jobId: string, sequence: number, body: EventBody): JobEvent;
  progress(jobId: string, sequence: number, stage: string, fraction: number): JobEvent;
  finish(lease: Lease, outcome?: Outcome, sequence?: number): Promise<boolean>;
  stateOf(id: string): Promise<JobState | undefined>;
  ids(filter?: JobFilter): Promise<string[]>;
}

/** Makes the bench of a suite. */
export function createBench(open: (now: () => number) => RunStore | Promise<RunStore>): JobBench {
  let store: RunStore | undefined;
  let count = 0;
  const bench: JobBench = {
    clock: START,
    async reset() {
      bench.clock = START;
      store = await open(() => bench.clock);
    },
    get store() {
      return store!;
    },
    job: (more) => ({
      id: `0190-${String(++count).padStart(4, '0')}`,
      spec: SPEC,
      owner: 'me',
      rapgoVersion: '1.2.3',
      ...more,
    }),
    create: async (more) => (await bench.store.create(bench.job(more))).id,
    async hold(id, leaseOwner = 'runner') {
      const lease = await bench.store.acquire(id, leaseOwner, LEASE_MS);
      expect(lease).toBeDefined();
      return lease!;
    },
    event: (jobId, sequence, body) => ({ version: 1, jobId, sequence, time: bench.clock, ...body }),
    progress: (jobId, sequence, stage, fraction) =>
      bench.event(jobId, sequence, { type: 'progress', stage, fraction }),
    finish: (lease, outcome = SUCCESS, sequence = 99) =>
      bench.store.finish(
        lease,
        outcome,
        bench.event(lease.jobId, sequence, { type: 'finished', result: null }),
      ),
    stateOf: async (id) => (await bench.store.get(id))?.state,
    ids: async (filter) => (await bench.store.list(filter)).map(({ id }) => id),
  };
  return bench;
}
