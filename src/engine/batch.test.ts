import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { NO_MEDIA } from '../../test/no-media.js';
import { folderArtifacts } from '../adapters/artifacts/folder.js';
import { memoryJobs } from '../adapters/jobs/memory.js';
import { inlineWorkers } from '../adapters/workers/inline.js';
import { createEngine } from './engine.js';
import { RapgoError } from './errors.js';
import type { JobEvent } from './events.js';
import { type JobSpec, SPEC_VERSION } from './job.js';
import { KERNELS } from './kernels.js';
import { defineTask, type TaskContext } from './task.js';

const child = (name: string): JobSpec => ({
  specVersion: SPEC_VERSION,
  kind: 'say',
  inputs: [],
  options: { name },
});

function open(work: (name: string, context: TaskContext) => Promise<void> = async () => {}) {
  const say = defineTask({
    kind: 'say',
    options: v.strictObject({ name: v.string() }),
    outputs: () => [],
    replaces: () => false,
    async run(_inputs, { name }, context) {
      await work(name, context);
      return { result: name, outputs: [] };
    },
  });
  let now = 0;
  return createEngine(
    {
      jobs: memoryJobs({ now: () => now++ }),
      artifacts: folderArtifacts(),
      ...NO_MEDIA,
      workers: inlineWorkers(KERNELS),
      owner: 'me',
      rapgoVersion: '1.2.3',
      now: () => now++,
    },
    { say },
  );
}

describe('runBatch()', () => {
  it('is a job whose children are jobs', async () => {
    const engine = open();
    const events: JobEvent[] = [];
    const record = await engine.runBatch(
      { folder: 'talks' },
      async (batch) => {
        const { result } = await batch.run(child('a'));
        batch.progress(0.5);
        await batch.run(child('b'));
        return { first: result };
      },
      { onEvent: (event) => events.push(event) },
    );
    expect(record).toMatchObject({ kind: 'batch', state: 'succeeded', options: { folder: 'talks' } });
    expect(record.result).toEqual({ first: 'a' });
    const children = await engine.history.list({ parentId: record.id });
    expect(children.map(({ result, state }) => [result, state])).toEqual([
      ['b', 'succeeded'],
      ['a', 'succeeded'],
    ]);
    expect(events.map(({ type }) => type)).toEqual(['started', 'progress', 'finished']);
    await engine.close();
  });
  it('goes on after a child that failed, if its code does', async () => {
    const engine = open(async (name) => {
      if (name === 'bad') throw new RapgoError('media/no-audio', 'mute');
    });
    const record = await engine.runBatch({}, async (batch) => {
      const failed = await batch.run(child('bad')).catch((thrown: unknown) => thrown);
      await batch.run(child('good'));
      return failed instanceof RapgoError;
    });
    expect(record.result).toBe(true);
    const states = (await engine.history.list({ parentId: record.id })).map(({ state }) => state);
    expect(states).toEqual(['succeeded', 'failed']);
    await engine.close();
  });
  it('cancels its children with itself', async () => {
    const stop = new AbortController();
    const engine = open(async (_name, { signal }) => {
      stop.abort(new Error('enough'));
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        if (signal.aborted) reject(signal.reason);
      });
    });
    const running = engine.runBatch({}, (batch) => batch.run(child('a')), { signal: stop.signal });
    await expect(running).rejects.toThrow('enough');
    const jobs = await engine.history.list();
    expect(jobs.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['batch', 'cancelled'],
      ['say', 'cancelled'],
    ]);
    await engine.close();
  });
});
