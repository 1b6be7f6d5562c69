import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NO_MEDIA } from '../../test/no-media.js';
import { folderArtifacts } from '../adapters/artifacts/folder.js';
import { SCRATCH_PREFIX } from '../adapters/artifacts/scratch.js';
import { memoryJobs } from '../adapters/jobs/memory.js';
import { sqliteJobs } from '../adapters/jobs/sqlite.js';
import { inlineWorkers } from '../adapters/workers/inline.js';
import { createEngine, type Engine, type EnginePorts, type RunOptions } from './engine.js';
import { RapgoError } from './errors.js';
import type { JobEvent } from './events.js';
import type { JobSpec } from './job.js';
import { KERNELS } from './kernels.js';
import type { ArtifactStore } from './ports/artifact-store.js';
import type { RunStore } from './ports/run-store.js';
import { defineTask, type Task, type TaskContext } from './task.js';

const CopyOptions = v.strictObject({
  out: v.string(),
  force: v.optional(v.boolean(), false),
  times: v.optional(v.pipe(v.number(), v.minValue(1)), 1),
});

let folder: string;
let clock: number;
let jobs: RunStore;
/** What the task does after its copy is made. */
let during: (context: TaskContext) => unknown;
let runs: number;

/** Copies its input to one output, `times` over. */
const copy = defineTask({
  kind: 'copy',
  options: CopyOptions,
  outputs: ({ out }) => [out],
  replaces: ({ force }) => force,
  async run([input], { out, times }, context) {
    runs += 1;
    const file = join(context.scratch, 'out');
    await writeFile(file, (await readFile(input!.path, 'utf8')).repeat(times));
    context.progress('copy', 0.5);
    await during(context);
    return { result: { times }, outputs: [{ role: 'copy', file, uri: out }] };
  },
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
const spec = (options: Record<string, unknown> = {}): JobSpec => ({
  specVersion: 1,
  kind: 'copy',
  inputs: [{ uri: uri('in') }],
  options: { out: uri('out'), ...options },
});
const never = (): Promise<never> => new Promise(() => {});

const artifacts = folderArtifacts();

const open = (more: Partial<EnginePorts> = {}, task: Task = copy): Engine =>
  createEngine(
    {
      jobs,
      artifacts,
      ...NO_MEDIA,
      workers: inlineWorkers(KERNELS),
      owner: 'me',
      rapgoVersion: '1.2.3',
      now: () => clock,
      ...more,
    },
    { copy: task },
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-engine-'));
  await writeFile(join(folder, 'in'), 'word ');
  clock = 1_800_000_000_000;
  jobs = memoryJobs({ now: () => clock });
  during = () => {};
  runs = 0;
});
afterEach(async () => {
  expect((await readdir(folder)).filter((name) => name.startsWith(SCRATCH_PREFIX))).toEqual([]);
  await rm(folder, { recursive: true });
});

/** Runs one job to whatever end it has. */
async function run(engine: Engine, given: JobSpec = spec(), options: RunOptions = {}) {
  const events: JobEvent[] = [];
  const onEvent = (event: JobEvent): void => {
    events.push(event);
  };
  const ended = await engine.run(given, { onEvent, ...options }).then(
    (record) => ({ record, error: undefined }),
    (error: unknown) => ({ record: undefined, error }),
  );
  const [row] = await jobs.list();
  return { ...ended, row, events, types: events.map(({ type }) => type) };
}

describe('Engine.run()', () => {
  it('takes a job from its row to its last event', async () => {
    const { record, events, types } = await run(open(), spec({ times: 2 }));
    expect(record).toMatchObject({
      state: 'succeeded',
      owner: 'me',
      rapgoVersion: '1.2.3',
      attempt: 1,
      inputs: [{ uri: uri('in'), sha256: sha256('word '), bytes: 5 }],
      options: { out: uri('out'), force: false, times: 2 },
      result: { times: 2 },
      artifacts: [{ role: 'copy', uri: uri('out'), bytes: 10, sha256: sha256('word word ') }],
      failure: null,
    });
    expect(types).toEqual(['started', 'progress', 'finished']);
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(await jobs.events(record!.id)).toEqual(events);
    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('word word ');
  });

  it('keeps its record in SQLite as well', async () => {
    jobs = sqliteJobs({ file: join(folder, 'history.db'), now: () => clock });
    const engine = open();
    const { record, events } = await run(engine);
    expect(record).toMatchObject({ state: 'succeeded', result: { times: 1 } });
    expect(await jobs.events(record!.id)).toEqual(events);
    await engine.close();
    await expect(jobs.list()).rejects.toThrow('closed');
  });

  it('lets the last event be heard only after the record is saved', async () => {
    let stateThen: Promise<string | undefined> | undefined;
    const onEvent = (event: JobEvent): void => {
      if (event.type === 'finished') stateThen = jobs.get(event.jobId).then((record) => record?.state);
    };
    await open().run(spec(), { onEvent });
    expect(await stateThen).toBe('succeeded');
  });

  it('finishes the job of a printer that is broken', async () => {
    const onEvent = (): never => {
      throw new Error('EPIPE');
    };
    expect(await open().run(spec(), { onEvent })).toMatchObject({ state: 'succeeded' });
  });

  it('hands on warnings, and progress within 0 to 1', async () => {
    during = ({ progress, warn }) => {
      warn('media/damaged', 'a broken packet');
      progress('end', 7);
      progress('more', Number.NaN);
    };
    const { events } = await run(open());
    expect(events.slice(2, 5)).toMatchObject([
      { type: 'warning', code: 'media/damaged', message: 'a broken packet' },
      { stage: 'end', fraction: 1 },
      { stage: 'more', fraction: 0 },
    ]);
  });
});

describe('a task that hashes its inputs while it reads them', () => {
  const hashed = { ...copy, hashesInputs: true };
  const ownHash = (inputHashes: readonly (string | null)[]): Task => ({
    ...hashed,
    run: async (inputs, options, context) => {
      expect(inputs[0]!.sha256).toBe('');
      return { ...(await copy.run(inputs, options as never, context)), inputHashes };
    },
  });
  const openWith = (task: Task, more: Partial<EnginePorts> = {}) => open(more, task);

  it('is believed', async () => {
    const { record } = await run(openWith(ownHash([sha256('word ')])));
    expect(record?.inputs).toEqual([{ uri: uri('in'), sha256: sha256('word '), bytes: 5 }]);
  });
  it('may leave it out where no history is kept', async () => {
    during = ({ isIdentified }) => expect(isIdentified).toBe(false);
    const { record } = await run(openWith(ownHash([null]), { identifiesInputs: false }));
    expect(record?.inputs).toEqual([{ uri: uri('in'), bytes: 5 }]);
  });
  it('publishes nothing where the input is not the one the job was made for', async () => {
    during = ({ isIdentified }) => expect(isIdentified).toBe(true);
    const wanted = { ...spec(), inputs: [{ uri: uri('in'), sha256: sha256('other') }] };
    const { row } = await run(openWith(ownHash([sha256('word ')]), { identifiesInputs: false }), wanted);
    expect([row?.failure?.code, existsSync(join(folder, 'out'))]).toEqual(['media/unreadable', false]);
  });
});

describe('a spec that makes no sense', () => {
  it.each([
    ['a wrong option', { options: { out: 'file:///o', times: 0 } }, 'copy: times: '],
    ['an unknown option', { options: { out: 'file:///o', tempo: 1 } }, 'copy: tempo: '],
    ['an unknown kind', { kind: 'toString' }, 'toString'],
    ['another version', { specVersion: 2 as 1 }, 'job spec: specVersion: '],
    ['an empty address', { inputs: [{ uri: '' }] }, 'job spec: inputs.0.uri: '],
  ])('is refused before there is a job: %s', async (_, part, words) => {
    const { error, row } = await run(open(), { ...spec(), ...part });
    expect(error).toMatchObject({ code: 'usage/bad-option', message: expect.stringContaining(words) });
    expect(row).toBeUndefined();
  });
  it('is one that would write over its own input', async () => {
    const { error } = await run(open(), spec({ out: uri('in'), force: true }));
    expect(error).toMatchObject({ code: 'usage/bad-option' });
    expect(await readFile(join(folder, 'in'), 'utf8')).toBe('word ');
  });
});

describe('a job that fails', () => {
  it('is recorded with code, words and hint, and throws the very error', async () => {
    const thrown = new RapgoError('speech/none', 'in has no speech', { hint: 'Speak up' });
    during = () => Promise.reject(thrown);
    const { error, row, events } = await run(open());
    expect(error).toBe(thrown);
    const failure = { code: 'speech/none', message: 'in has no speech', hint: 'Speak up' };
    expect(row).toMatchObject({ state: 'failed', failure, artifacts: [], stage: 'copy', progress: 0.5 });
    expect(events.at(-1)).toMatchObject({ type: 'failed', ...failure });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
  it('is a fault of rapgo where the error is unknown', async () => {
    during = () => {
      throw new RangeError('ratio must be > 0');
    };
    const { error, row } = await run(open());
    expect(error).toBeInstanceOf(RangeError);
    expect(row?.failure).toEqual({ code: 'internal', message: 'RangeError: ratio must be > 0' });
  });
  it('fails before the work where an output exists', async () => {
    await copyFile(join(folder, 'in'), join(folder, 'out'));
    const { row } = await run(open());
    expect([row?.failure?.code, runs]).toEqual(['usage/output-exists', 0]);
    expect((await run(open(), spec({ force: true, times: 3 }))).record?.state).toBe('succeeded');
    expect(await readFile(join(folder, 'out'), 'utf8')).toBe('word word word ');
  });
  it('fails where an input is not the one it was made for', async () => {
    const { row } = await run(open(), { ...spec(), inputs: [{ uri: uri('in'), sha256: sha256('other') }] });
    expect([row?.failure?.code, runs]).toEqual(['media/unreadable', 0]);
  });
  it('fails with the history’s own error where that cannot be written', async () => {
    const full = new RapgoError('history/unusable', 'the disk is full');
    const broken = { ...jobs, append: () => Promise.reject(full) };
    during = never;
    const { error, row } = await run(open({ jobs: broken }));
    expect([error, row?.failure?.code]).toEqual([full, 'history/unusable']);
  });
  it('goes on where the scratch folder stays behind, and says so', async () => {
    const sticky: ArtifactStore = {
      ...artifacts,
      async scratch(uri) {
        const { folder, dispose } = await artifacts.scratch(uri);
        return { folder, dispose: () => dispose().then(() => Promise.reject(new Error('busy'))) };
      },
    };
    const { record, events } = await run(open({ artifacts: sticky }));
    expect([record?.state, events.at(-2)]).toMatchObject([
      'succeeded',
      { type: 'warning', code: 'scratch/left' },
    ]);
  });
});

describe('a job that is cancelled', () => {
  it('stops within a second although its task does not listen', async () => {
    const controller = new AbortController();
    let late: TaskContext | undefined;
    during = (context) => {
      late = context;
      controller.abort(new Error('Ctrl-C'));
      return never();
    };
    const startedAt = performance.now();
    const { error, row, types, events } = await run(open(), spec(), { signal: controller.signal });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect([error, row?.state, types.at(-1)]).toEqual([new Error('Ctrl-C'), 'cancelled', 'cancelled']);
    late?.progress('copy', 1);
    late?.warn('too/late', 'nobody hears this');
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await jobs.events(row!.id)).toHaveLength(events.length);
  });
  it('is cancelled, not failed, when its task fails for that reason', async () => {
    const controller = new AbortController();
    during = () => {
      controller.abort(new Error('Ctrl-C'));
      throw new RapgoError('tool/failed', 'ffmpeg was killed');
    };
    const { error, row } = await run(open(), spec(), { signal: controller.signal });
    expect([error, row?.state, row?.failure]).toEqual([new Error('Ctrl-C'), 'cancelled', null]);
  });
  it('does not publish what was finished too late', async () => {
    const controller = new AbortController();
    during = () => controller.abort(new Error('Ctrl-C'));
    const { row } = await run(open(), spec(), { signal: controller.signal });
    expect([row?.state, existsSync(join(folder, 'out'))]).toEqual(['cancelled', false]);
  });
  it('does not begin when the signal is aborted already', async () => {
    const { row, types } = await run(open(), spec(), { signal: AbortSignal.abort(new Error('Ctrl-C')) });
    expect([row?.state, runs, types]).toEqual(['cancelled', 0, ['started', 'cancelled']]);
  });
  it('hears a request from another process at the next renewal', async () => {
    during = async () => {
      const [row] = await jobs.list();
      await jobs.requestCancel(row!.id);
      return never();
    };
    const { error, row } = await run(open({ leaseTiming: { leaseMs: 1000, renewMs: 10 } }));
    expect(error).toMatchObject({ name: 'AbortError' });
    expect(row?.state).toBe('cancelled');
  });
});

describe('a job whose lease is lost', () => {
  it('stops, publishes nothing and leaves the record to the new holder', async () => {
    during = async () => {
      const [row] = await jobs.list();
      clock += 60_000;
      await jobs.acquire(row!.id, 'other', 30_000);
      await never();
    };
    const { error, row, types } = await run(open({ leaseTiming: { leaseMs: 30_000, renewMs: 10 } }));
    expect(error).toMatchObject({ code: 'request/unmet', message: expect.stringContaining('taken over') });
    expect(row).toMatchObject({ state: 'running', leaseOwner: 'other' });
    expect([types, existsSync(join(folder, 'out'))]).toEqual([['started', 'progress'], false]);
  });
  it('asks once more before it publishes', async () => {
    during = async () => {
      const [row] = await jobs.list();
      clock += 60_000;
      await jobs.acquire(row!.id, 'other', 30_000);
    };
    const { error, row } = await run(open());
    expect(error).toMatchObject({ code: 'request/unmet' });
    expect([row?.state, existsSync(join(folder, 'out'))]).toEqual(['running', false]);
  });
  it('goes on when the lease ran out but nobody took the job over', async () => {
    during = () => {
      clock += 60_000;
    };
    expect((await run(open())).record?.state).toBe('succeeded');
  });
});

describe('an idempotency key', () => {
  const key: RunOptions = { idempotencyKey: 'k' };

  it('runs a request once; later callers get its record and hear its events', async () => {
    const first = await run(open(), spec(), key);
    const second = await run(open(), spec(), key);
    expect([second.record, second.events, runs]).toEqual([first.record, first.events, 1]);
  });
  it('throws a recorded failure again', async () => {
    during = () => Promise.reject(new RapgoError('speech/none', 'no speech', { hint: 'Speak up' }));
    await run(open(), spec(), key);
    const { error } = await run(open(), spec(), key);
    expect(error).toMatchObject({ code: 'speech/none', message: 'no speech', hint: 'Speak up' });
    expect(runs).toBe(1);
  });
  it('is refused for another request', async () => {
    await run(open(), spec(), key);
    const { error } = await run(open(), spec({ times: 2 }), key);
    expect(error).toMatchObject({ code: 'usage/bad-option' });
  });
  it('is worth another try while the job runs elsewhere', async () => {
    during = async () => {
      const { error } = await run(open(), spec(), key);
      expect(error).toMatchObject({ code: 'request/unmet', retryable: true });
    };
    expect((await run(open(), spec(), key)).record?.state).toBe('succeeded');
  });
  it('takes up an interrupted job, whose events go on counting', async () => {
    await run(open({ jobs: { ...jobs, finish: () => Promise.reject(new Error('power cut')) } }), spec(), key);
    clock += 60_000;
    await rm(join(folder, 'out'));
    const { record, events } = await run(open(), spec(), key);
    expect(record).toMatchObject({ state: 'succeeded', attempt: 2 });
    expect(events.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
  });
});
