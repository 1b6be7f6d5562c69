import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RapgoError } from './errors.js';
import type { ArtifactStore } from './ports/artifact-store.js';
import { publishAll } from './publish.js';
import type { TaskOutput } from './task.js';

let folder: string;
let order: string[];
let full: string | undefined;

const store: Pick<ArtifactStore, 'check' | 'publish'> = {
  async check(uri, { replace }) {
    if (!replace && existsSync(fileURLToPath(uri))) throw new RapgoError('usage/output-exists', uri);
  },
  async publish(file, uri, options) {
    await store.check(uri, options);
    if (uri === full) throw new RapgoError('output/full', uri);
    order.push(uri.slice(-1));
    await rename(file, fileURLToPath(uri));
    return { uri, bytes: 1, sha256: 'aa' };
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-publish-'));
  order = [];
  full = undefined;
});
afterEach(() => rm(folder, { recursive: true }));

const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
const content = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
async function output(name: string): Promise<TaskOutput> {
  const file = join(folder, `${name}.new`);
  await writeFile(file, 'new');
  return { role: name, file, uri: uri(name), ...(name === 'a' ? { pcmSha256: 'pcm' } : {}) };
}
const outputs = () => Promise.all(['a', 'b', 'c'].map(output));
const warnings: string[] = [];
const options = (replace: boolean, signal = new AbortController().signal) => ({
  replace,
  signal,
  warn: (code: string) => warnings.push(code),
});

describe('publishAll()', () => {
  it('returns the artifacts in the order of the outputs', async () => {
    const artifacts = await publishAll(store as ArtifactStore, await outputs(), options(false));
    expect(artifacts).toEqual([
      { role: 'a', uri: uri('a'), bytes: 1, sha256: 'aa', pcmSha256: 'pcm' },
      { role: 'b', uri: uri('b'), bytes: 1, sha256: 'aa' },
      { role: 'c', uri: uri('c'), bytes: 1, sha256: 'aa' },
    ]);
  });
  it('removes the new files again where a later one fails', async () => {
    full = uri('c');
    await expect(publishAll(store as ArtifactStore, await outputs(), options(false))).rejects.toMatchObject({
      code: 'output/full',
    });
    expect([await content('a'), await content('b'), order]).toEqual([undefined, undefined, ['a', 'b']]);
  });
  it('never removes what was there before it', async () => {
    await writeFile(join(folder, 'b'), 'old');
    await expect(publishAll(store as ArtifactStore, await outputs(), options(false))).rejects.toThrow();
    expect([await content('a'), await content('b')]).toEqual([undefined, 'old']);
  });
  it('replaces existing files last', async () => {
    await writeFile(join(folder, 'a'), 'old');
    const artifacts = await publishAll(store as ArtifactStore, await outputs(), options(true));
    expect([order, artifacts.map(({ role }) => role)]).toEqual([
      ['b', 'c', 'a'],
      ['a', 'b', 'c'],
    ]);
    expect(await content('a')).toBe('new');
  });
  it('leaves existing files as they were where a new one fails', async () => {
    await writeFile(join(folder, 'a'), 'old');
    full = uri('c');
    await expect(publishAll(store as ArtifactStore, await outputs(), options(true))).rejects.toThrow();
    expect([await content('a'), await content('b')]).toEqual(['old', undefined]);
  });
  it('does not take a file for its own that appears meanwhile', async () => {
    const late: typeof store = {
      ...store,
      async publish(file, address, how) {
        if (address === uri('b')) await writeFile(join(folder, 'b'), 'theirs');
        return store.publish(file, address, how);
      },
    };
    await expect(publishAll(late as ArtifactStore, await outputs(), options(true))).rejects.toThrow();
    expect([await content('a'), await content('b')]).toEqual([undefined, 'theirs']);
  });
  it('publishes nothing once it is told to stop', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(publishAll(store as ArtifactStore, await outputs(), options(false, signal))).rejects.toThrow(
      'stop',
    );
    expect(order).toEqual([]);
  });
});
