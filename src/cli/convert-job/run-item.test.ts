import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobRecord, JobSpec } from '../../engine/job.js';
import type { Ledger, LedgerEntry } from '../../engine/ports/ledger.js';
import { readStamp, type Source } from './find-sources.js';
import { type ItemWorld, runItem } from './run-item.js';
import type { CommonOptions } from './wishes.js';

const options: CommonOptions = {
  ...{ format: 'mp3', quality: null, sampleRate: null, channelCount: null, track: null },
  ...{ startSeconds: null, endSeconds: null, normalizeLufs: null, trimSilence: false, ratio: null },
  ...{ copy: false, tags: {}, chapters: true, verify: 'quick', force: false },
};

let folder: string;
let specs: JobSpec[];
let ledger: Ledger;
/** What the job does in the place of ffmpeg. */
let make: (output: string) => void;
const at = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
  writeFileSync(at('talk.mp4'), 'video');
  utimesSync(at('talk.mp4'), 1000, 1000);
  specs = [];
  make = (output) => writeFileSync(output, 'sound');
  const entries = new Map<string, LedgerEntry>();
  ledger = {
    find: async (output) => entries.get(output),
    async open(entry) {
      entries.set(entry.output, { ...entry, sourceSha256: null, made: null });
    },
    async close(output, made, sourceSha256) {
      entries.set(output, { ...entries.get(output)!, made, sourceSha256 });
    },
    async moveSource() {},
  };
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(wishes: Partial<CommonOptions> = {}, world: Partial<ItemWorld> = {}) {
  const source: Source = {
    path: at('talk.mp4'),
    relative: 'talk.mp4',
    stamp: await readStamp(at('talk.mp4')),
  };
  return runItem(
    { source, output: at('talk.mp3'), options: { ...options, ...wishes } },
    {
      ...{ ledger, rehash: false, onlyFailed: false },
      async run(spec) {
        specs.push(spec);
        make(fileURLToPath(spec.options.output as string));
        const sha256 = createHash('sha256').update('video').digest('hex');
        return { inputs: [{ uri: '', sha256 }] } as unknown as JobRecord;
      },
      ...world,
    },
    () => {},
  );
}

describe('runItem()', () => {
  it('makes a result once', async () => {
    expect((await run()).state).toBe('done');
    expect(await run()).toEqual({ state: 'skipped', words: 'made already' });
    expect(specs).toHaveLength(1);
  });
  it('makes it again where the source or the options changed, in the place of its own old result', async () => {
    await run();
    expect((await run({ quality: { kbps: 64 } })).state).toBe('done');
    writeFileSync(at('talk.mp4'), 'another video');
    expect((await run({ quality: { kbps: 64 } })).state).toBe('done');
    expect(specs.map((spec) => spec.options.force)).toEqual([false, true, true]);
  });
  it('tells a source that only looks new by its content', async () => {
    await run();
    utimesSync(at('talk.mp4'), 3000, 3000);
    expect(await run()).toEqual({ state: 'skipped', words: 'made already' });
  });
  it('makes it again where the result is gone, and with --force', async () => {
    await run();
    rmSync(at('talk.mp3'));
    expect((await run()).state).toBe('done');
    expect((await run({ force: true })).state).toBe('done');
  });
  it('leaves a file alone that somebody else put there or changed', async () => {
    await run();
    writeFileSync(at('talk.mp3'), 'my own work');
    await expect(run()).rejects.toMatchObject({ code: 'usage/output-exists' });
  });
  it('takes what was published by a run that died before it could say so', async () => {
    await run({}, { ledger: { ...ledger, close: async () => {} } });
    expect(await run()).toEqual({ state: 'skipped', words: 'made already' });
  });
  it('does again what a run that died had not finished', async () => {
    make = () => {};
    await run({}, { ledger: { ...ledger, close: async () => {} } });
    make = (output) => writeFileSync(output, 'sound');
    expect((await run()).state).toBe('done');
  });
  it.each(['failed', 'was killed'])(
    'makes an old result of its own again after an attempt that %s',
    async (how) => {
      await run();
      writeFileSync(at('talk.mp4'), 'damaged video');
      const stop = { run: () => Promise.reject(new Error('broken')) };
      const died = how === 'failed' ? {} : { ledger: { ...ledger, close: async () => {} } };
      await expect(run({}, { ...stop, ...died })).rejects.toThrow('broken');
      writeFileSync(at('talk.mp4'), 'mended video');
      expect((await run()).state).toBe('done');
      expect(specs.map((spec) => spec.options.force)).toEqual([false, true]);
    },
  );
  it('goes by names and times where nothing is remembered', async () => {
    writeFileSync(at('talk.mp3'), 'sound');
    utimesSync(at('talk.mp3'), 1000, 1000);
    expect((await run({}, { ledger: undefined })).state).toBe('skipped');
    utimesSync(at('talk.mp3'), 500, 500);
    await expect(run({}, { ledger: undefined })).rejects.toMatchObject({ code: 'usage/output-exists' });
  });
  it('tries only what failed before, where that is asked for', async () => {
    const failing = { run: () => Promise.reject(new Error('broken')) };
    expect(await run({}, { onlyFailed: true })).toMatchObject({ state: 'skipped' });
    await expect(run({}, failing)).rejects.toThrow('broken');
    expect((await run({}, { onlyFailed: true })).state).toBe('done');
  });
});
