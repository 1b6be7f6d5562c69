import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSources, type SourceOptions } from './find-sources.js';

let folder: string;
const NAMES = [
  'b.mp4',
  'a.MKV',
  'notes.txt',
  '.hidden.mp4',
  'sub/c.wav',
  'sub/deep/d.webm',
  'out/made.mp3',
  'odd/e',
];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
  for (const name of NAMES) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), name);
  }
  symlinkSync('..', join(folder, 'sub', 'loop'));
  symlinkSync('../b.mp4', join(folder, 'sub', 'link.mp4'));
  mkdirSync(join(folder, 'folder.mp4'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.mp4')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function find(given: readonly string[], options: Partial<SourceOptions> = {}): Promise<string[]> {
  const all = { cwd: folder, include: [], exclude: [], resultFolders: [], ...options };
  const found: string[] = [];
  for await (const { relative } of findSources(given, {
    ...all,
    signal: options.signal ?? new AbortController().signal,
  })) {
    found.push(relative);
  }
  return found;
}

describe('findSources()', () => {
  it('walks a folder by name, without hidden files, pipes, other files and circles', async () => {
    const all = ['a.MKV', 'b.mp4', 'out/made.mp3', 'sub/c.wav', 'sub/deep/d.webm', 'sub/link.mp4'];
    expect(await find(['.'])).toEqual(all);
  });
  it('takes a file that is named, whatever it is called, and one that is not there', async () => {
    expect(await find(['odd/e', 'nowhere.mp4'])).toEqual(['e', 'nowhere.mp4']);
  });
  it('passes over the folder results go to', async () => {
    expect(await find(['.'], { resultFolders: [join(folder, 'out')] })).not.toContain('out/made.mp3');
  });
  it('keeps to globs', async () => {
    expect(await find(['.'], { include: ['*.wav', 'sub/deep/**'] })).toEqual([
      'sub/c.wav',
      'sub/deep/d.webm',
    ]);
    expect(await find(['.'], { exclude: ['sub/**', 'out/**'] })).toEqual(['a.MKV', 'b.mp4']);
  });
  it('reads lists of names', async () => {
    writeFileSync(join(folder, 'list.txt'), 'b.mp4\r\n\nsub\n');
    expect(await find(['@list.txt'])).toEqual(['b.mp4', 'c.wav', 'deep/d.webm', 'link.mp4']);
  });
  it.runIf(process.platform === 'linux')('does not pass over a name that is no UTF-8', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/odd/bad`), Buffer.from([0xff]), Buffer.from('.mp3')]);
    writeFileSync(name, 'x');
    expect(await find(['odd'])).toHaveLength(1);
    rmSync(name);
  });
  it.skipIf(process.getuid?.() === 0)('tells of a folder that may not be looked into', async () => {
    mkdirSync(join(folder, 'odd', 'shut'), { mode: 0 });
    expect(await find(['odd'])).toEqual(['shut']);
  });
  it('stops when asked to', async () => {
    await expect(find(['.'], { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
