import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RapgoError } from '../../engine/errors.js';
import type { JobRecord, JobSpec } from '../../engine/job.js';
import type { Ledger, LedgerEntry } from '../../engine/ports/ledger.js';
import type { ConvertOptions } from '../../engine/tasks/convert-options.js';
import { readStamp, type Source } from './find-sources.js';
import { type ConvertItem, runItem } from './run-item.js';

let folder: string;
let item: ConvertItem;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'run-item-'));
  const path = join(folder, 'talk.mp4');
  writeFileSync(path, 'a film');
  const source: Source = { path, relative: 'talk.mp4', stamp: await readStamp(path) };
  const options = { format: 'mp3', quality: null, force: false } as ConvertItem['options'];
  item = { source, output: join(folder, 'talk.mp3'), options };
});
afterEach(() => rmSync(folder, { recursive: true }));

function mapLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>();
  return {
    find: async (output) => entries.get(output),
    async open(entry) {
      entries.set(entry.output, { ...entry, made: null, sourceSha256: null });
    },
    async close(output, made, sourceSha256) {
      entries.set(output, { ...entries.get(output)!, made, sourceSha256 });
    },
    async moveSource() {},
  };
}

const run = (ledger: Ledger, job: (output: string, force: boolean) => void, given = item) => {
  const world = {
    ...{ ledger, rehash: false, onlyFailed: false },
    run: async ({ options }: JobSpec) => {
      const { output, force } = options as unknown as ConvertOptions;
      job(fileURLToPath(output), force);
      return { inputs: [] } as unknown as JobRecord;
    },
  };
  return runItem(given, world, () => {});
};

const fail = () => {
  throw new RapgoError('media/damaged', 'it is damaged');
};

describe('runItem()', () => {
  it('skips what another process made meanwhile', async () => {
    const outcome = await run(mapLedger(), (output) => {
      writeFileSync(output, 'made by the other');
      throw new RapgoError('usage/output-exists', 'there already');
    });
    expect(outcome).toEqual({ state: 'skipped', words: 'another rapgo made it' });
  });
  it('does not take a file for its own that came after its failure', async () => {
    const ledger = mapLedger();
    await expect(run(ledger, fail)).rejects.toThrow('damaged');
    writeFileSync(item.output, 'made by hand');
    const other = { ...item, options: { ...item.options, sampleRate: 8000 } };
    const replace = (output: string) => writeFileSync(output, 'replaced');
    await expect(run(ledger, replace, other)).rejects.toThrow('exists already');
    expect(readFileSync(item.output, 'utf8')).toBe('made by hand');
  });
  it('tries again what failed', async () => {
    const ledger = mapLedger();
    await expect(run(ledger, fail)).rejects.toThrow('damaged');
    expect(await run(ledger, (output) => writeFileSync(output, 'sound'))).toMatchObject({ state: 'done' });
    expect(await run(ledger, fail)).toEqual({ state: 'skipped', words: 'made already' });
  });
  it('knows what it had published when its history failed', async () => {
    const ledger = mapLedger();
    const failing = run(ledger, (output) => {
      writeFileSync(output, 'sound');
      throw new RapgoError('history/unusable', 'the disk is full');
    });
    await expect(failing).rejects.toThrow('full');
    expect(await run(ledger, fail)).toEqual({ state: 'skipped', words: 'made already' });
  });
});
