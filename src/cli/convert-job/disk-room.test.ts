import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeContextOptions, fakeContext } from '../../../test/fake-context.js';
import { RapgoError } from '../../engine/errors.js';
import { createDiskRoom } from './disk-room.js';
import type { CommonOptions } from './wishes.js';

const PETABYTE = 1e15;
const full = new RapgoError('output/full', 'there is no room left to write a.mp3');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(options: FakeContextOptions = {}) {
  const cli = await fakeContext(options);
  const naming = {
    folder: join(folder, 'not/there yet'),
    format: 'mp3',
    keepsTree: true,
    template: null,
  } as const;
  return { cli, room: createDiskRoom({ naming, options: { format: 'mp3' } as CommonOptions }, cli) };
}

describe('doubt()', () => {
  it('speaks once, and only where the results will hardly find room', async () => {
    const { cli, room } = await open();
    await room.doubt(undefined);
    await room.doubt(1e6);
    expect(cli.host.stderr.text()).toBe('');
    await room.doubt(100 * PETABYTE);
    await room.doubt(100 * PETABYTE);
    expect(cli.host.stderr.text().match(/the results need about .* GB, and/g)).toHaveLength(1);
  });
  it('goes by what was made as soon as there is enough of it', async () => {
    const { cli, room } = await open();
    room.made(20e6, 1);
    await room.doubt(PETABYTE);
    expect(cli.host.stderr.text()).toBe('');
  });
});

describe('whileThereIs()', () => {
  it('throws where nobody could free some room, and whatever else goes wrong', async () => {
    const { room } = await open();
    await expect(room.whileThereIs(() => Promise.reject(full))).rejects.toBe(full);
    const terminal = await open({ isTTY: true });
    await expect(terminal.room.whileThereIs(() => Promise.reject(new Error('other')))).rejects.toThrow(
      'other',
    );
  });
  it('waits at a terminal, until it is stopped', async () => {
    const stop = new AbortController();
    const { cli, room } = await open({ isTTY: true, signal: stop.signal });
    const work = room.whileThereIs(() => Promise.reject(full));
    setTimeout(() => stop.abort(new Error('stopped')), 50);
    await expect(work).rejects.toThrow('stopped');
    expect(cli.host.stderr.text()).toContain('free some room and it goes on');
  });
});
