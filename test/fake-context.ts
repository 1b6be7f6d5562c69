import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { memoryJobs } from '../src/adapters/jobs/memory.js';
import { memoryArrivals } from '../src/adapters/jobs/memory-arrivals.js';
import type { CliContext } from '../src/cli/context.js';
import { createReporter } from '../src/cli/report/index.js';
import { COMMON } from '../src/cli/settings/tables.js';
import type { Engine } from '../src/engine/engine.js';
import type { ErrorCode } from '../src/engine/errors.js';
import type { JobRecord, JobSpec } from '../src/engine/job.js';
import type { RunStore } from '../src/engine/ports/run-store.js';
import { type FakeHost, type FakeHostOptions, fakeHost } from './fake-host.js';

/** A context whose engine runs nothing: it keeps what it was asked for and answers as told. */
export interface FakeContext extends CliContext {
  readonly host: FakeHost;
  /** What the engine was asked to run. */
  readonly specs: JobSpec[];
}

/** What a test wants of its context. */
export interface FakeContextOptions extends FakeHostOptions {
  readonly common?: Partial<CliContext['common']>;
  /** Plays the task. */
  readonly answer?: (spec: JobSpec) => Promise<Partial<JobRecord>> | Partial<JobRecord>;
  /** A real engine with its history, instead. */
  readonly real?: { readonly engine: Engine; readonly jobs: RunStore };
  readonly signal?: AbortSignal;
}

/** Makes such a context. */
export async function fakeContext({
  common,
  answer = () => ({}),
  real,
  signal = new AbortController().signal,
  ...options
}: FakeContextOptions = {}): Promise<FakeContext> {
  const host = fakeHost(options);
  const specs: JobSpec[] = [];
  const history = real?.jobs ?? memoryJobs({ now: () => 0 });
  let conceded: ErrorCode | undefined;
  const engine: Engine = real?.engine ?? {
    async run(spec) {
      specs.push(spec);
      return { artifacts: [], result: null, ...(await answer(spec)) } as unknown as JobRecord;
    },
    runBatch: () => Promise.reject(new Error('no batch in this test')),
    history,
    close: async () => {},
  };
  const values = { ...defaults(), ...common };
  const cli = {
    host,
    specs,
    common: values,
    report: await createReporter(host, values),
    signal,
    divertInterrupt: () => () => {},
    takes: () => Promise.reject(new Error('no takes in this test')),
    historyFile: undefined,
    engine: async () => engine,
    history: async () => history,
    ledger: async () => undefined,
    arrivals: async () => memoryArrivals(),
    converter: () => Promise.reject(new Error('no ffmpeg in this test')),
    ffmpeg: () => Promise.reject(new Error('no ffmpeg in this test')),
    move: () => Promise.reject(new Error('nothing moves in this test')),
    temporaryFolder: () => mkdtemp(join(host.cwd, 'tmp-')),
    concede(code: ErrorCode) {
      conceded = code;
    },
    get conceded() {
      return conceded;
    },
    close: async () => {},
  };
  return cli;
}

function defaults(): CliContext['common'] {
  const entries = Object.entries(COMMON).map(([name, { fallback }]) => [name, fallback]);
  return Object.fromEntries(entries);
}
