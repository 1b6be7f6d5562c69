import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSources, type Source } from './find-sources.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function found(given: readonly string[] = [folder]): Promise<Source[]> {
  const options = { cwd: folder, include: [], exclude: [], outputFolder: undefined };
  const sources: Source[] = [];
  for await (const each of findSources(given, { ...options, signal: new AbortController().signal }))
    sources.push(each);
  return sources;
}

describe('findSources()', () => {
  it('enters no folder twice and passes over what is hidden', async () => {
    mkdirSync(join(folder, 'a'));
    symlinkSync('..', join(folder, 'a', 'loop'));
    for (const name of ['a/b.mp3', '.c.mp3', 'd.txt']) writeFileSync(join(folder, name), 'x');
    expect((await found()).map(({ relative }) => relative)).toEqual([join('a', 'b.mp3')]);
  });
  it.runIf(process.platform === 'linux')('does not pass over a name that is no UTF-8', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/bad`), Buffer.from([0xff]), Buffer.from('.mp3')]);
    writeFileSync(name, 'x');
    expect(await found()).toMatchObject([{ stamp: undefined }]);
  });
  it.skipIf(process.getuid?.() === 0)('tells of a folder that may not be looked into', async () => {
    mkdirSync(join(folder, 'shut'), { mode: 0 });
    expect(await found()).toMatchObject([{ relative: 'shut', fault: { code: 'media/unreadable' } }]);
  });
});
