import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesBeingWritten } from './being-written.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process as Linux shows it. */
function process(id: number, files: readonly { path: string; flags: string }[]): void {
  for (const part of ['fd', 'fdinfo']) mkdirSync(join(folder, 'proc', String(id), part), { recursive: true });
  files.forEach(({ path, flags }, n) => {
    symlinkSync(path, join(folder, 'proc', String(id), 'fd', String(n)));
    writeFileSync(join(folder, 'proc', String(id), 'fdinfo', String(n)), `pos:\t0\nflags:\t${flags}\n`);
  });
}

it('names the files of the folder that are open to write', async () => {
  mkdirSync(join(folder, 'in'));
  symlinkSync(join(folder, 'in'), join(folder, 'link'));
  const inside = (name: string) => join(folder, 'in', name);
  process(7, [
    { path: inside('read.wav'), flags: '0100000' },
    { path: inside('written.wav'), flags: '0100001' },
  ]);
  process(8, [
    { path: join(folder, 'elsewhere.wav'), flags: '0100001' },
    { path: inside('both.wav'), flags: '0100002' },
    { path: 'pipe:[12]', flags: '01' },
  ]);
  const held = await filesBeingWritten(join(folder, 'link'), join(folder, 'proc'));
  expect([...held].sort()).toEqual([join(folder, 'link/both.wav'), join(folder, 'link/written.wav')]);
});

it('knows of none where nothing tells', async () => {
  expect((await filesBeingWritten(folder, join(folder, 'no-proc'))).size).toBe(0);
});
