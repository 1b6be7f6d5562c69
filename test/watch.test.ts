import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sine, wavBytes } from '../src/engine/ports/media.sounds.contract.js';
import { runRapgo, startRapgo } from './run-rapgo.js';

const RATE = 22_050;
const QUICK = ['--settle', '0.3', '--poll', '0.1'];
let folder: string;
const at = (name: string) => join(folder, name);
const tone = (name: string, seconds = 1) =>
  writeFileSync(at(name), wavBytes([sine(seconds * RATE)], RATE, 'int16'));
const env = () => ({ HOME: folder, RAPGO_HOME: at('home'), TMPDIR: folder });
const run = async (args: readonly string[]) => {
  const { code, stdout, stderr } = await runRapgo(['watch', 'in', '-o', 'out', ...QUICK, '--json', ...args], {
    cwd: folder,
    env: env(),
  });
  const lines = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  return { code, stderr, result: lines.at(-1), items: lines.filter(({ type }) => type === 'item') };
};
const once = (...args: string[]) => run(['--once', ...args]);
const until = async (isSo: () => boolean) => {
  for (const end = Date.now() + 60_000; !isSo(); ) {
    if (Date.now() > end) throw new Error('it did not happen within a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-watch-'));
  mkdirSync(at('in/sub'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('rapgo watch --once', () => {
  it('does what is there, and nothing of it again', async () => {
    tone('in/a.wav');
    tone('in/sub/b.wav', 2);
    const first = await once();
    expect(first).toMatchObject({
      code: 0,
      result: { type: 'result', command: 'watch', done: 2, failed: 0 },
    });
    expect(readdirSync(at('out')).sort()).toEqual(['a.mp3', 'sub']);
    rmSync(at('out'), { recursive: true }); // whoever fetches results takes them away
    expect(await once()).toMatchObject({ code: 0, result: { done: 0, skipped: 0, failed: 0 } });
    expect(existsSync(at('out'))).toBe(false);
  });
  it('knows a file by its content, under another name and beside itself', async () => {
    tone('in/a.wav');
    cpSync(at('in/a.wav'), at('in/sub/copy.wav'));
    expect((await once()).result).toMatchObject({ done: 1, skipped: 1 });
    renameSync(at('in/a.wav'), at('in/renamed.wav'));
    const second = await once();
    expect(second.items).toMatchObject([{ state: 'skipped', words: expect.stringContaining('the same as') }]);
    expect(readdirSync(at('out'))).toEqual(['a.mp3']);
  });
  it('does a file again that has changed', async () => {
    tone('in/a.wav');
    await once();
    tone('in/a.wav', 2);
    expect((await once()).items).toMatchObject([{ state: 'done', durationSeconds: 2 }]);
  });
  it('moves away what is done, so that another file may come under the same name', async () => {
    tone('in/sub/a.wav');
    await once('--move-done', 'in/done');
    tone('in/sub/a.wav', 2);
    expect((await once('--move-done', 'in/done')).result).toMatchObject({ done: 1 });
    expect(readdirSync(at('in/done/sub')).sort()).toEqual(['a (2).wav', 'a.wav']);
    expect(readdirSync(at('out/sub')).sort()).toEqual(['a.mp3', 'a.wav.mp3']);
    expect((await once('--move-done', 'in/done')).result).toMatchObject({ done: 0 });
  });
  it('gives results of other commands names beside each other too', async () => {
    const stretch = ['--do', 'stretch --ratio 2 -f wav', '--move-done', 'old'];
    tone('in/a.wav');
    expect((await once(...stretch)).result).toMatchObject({ done: 1, failed: 0 });
    tone('in/a.wav', 2);
    expect((await once(...stretch)).result).toMatchObject({ done: 1, failed: 0 });
    expect(readdirSync(at('out')).sort()).toEqual(['a.stretch.wav', 'a.stretch.wav.wav']);
  });
  it('tries a file as often as it was told, then sets it aside with the reason', async () => {
    writeFileSync(at('in/bad.mp4'), 'no video');
    tone('in/good.wav');
    const args = ['--tries', '2', '--retry-delay', '0', '--move-failed', 'broken'];
    const first = await once(...args);
    expect(first).toMatchObject({ code: 7, result: { done: 1, failed: 1 } });
    expect(existsSync(at('in/bad.mp4'))).toBe(true);
    const second = await once(...args);
    expect(second.items).toMatchObject([
      { words: expect.stringMatching(/neither sound.*set aside after 2/s) },
    ]);
    expect(existsSync(at('broken/bad.mp4'))).toBe(true);
    expect(await once(...args)).toMatchObject({ code: 0, result: { failed: 0 } });
  });
  it('leaves what was set aside where it is, and tries it again when told', async () => {
    writeFileSync(at('in/bad.mp4'), 'no video');
    expect((await once('--tries', '1')).result).toMatchObject({ failed: 1 });
    expect((await once('--tries', '1')).result).toMatchObject({ failed: 0 });
    expect((await once('--tries', '1', '--retry-failed')).result).toMatchObject({ failed: 1 });
  });
  it('runs other commands, and stops at once where one makes no sense', async () => {
    tone('in/a.wav');
    expect((await once('--do', 'stretch --ratio 2 -f wav')).result).toMatchObject({ done: 1 });
    expect(readdirSync(at('out'))).toEqual(['a.stretch.wav']);
    const { code, result } = await once('--do', 'generate --style nobody');
    expect([code, result.code]).toEqual([2, 'style/unknown']);
  });
  it('never takes its own results for arrivals', async () => {
    tone('in/a.wav');
    const inside = ['-o', 'in', '--do', 'convert -f flac'];
    expect((await once(...inside)).result).toMatchObject({ done: 1 });
    expect((await once(...inside)).result).toMatchObject({ done: 0 });
    expect(readdirSync(at('in')).sort()).toEqual(['a.flac', 'a.wav', 'sub']);
  });
});

describe('rapgo watch', () => {
  it('waits for files to be complete, and gives back what it has on SIGTERM', async () => {
    const watch = startRapgo(['watch', 'in', '-o', 'out', ...QUICK], { cwd: folder, env: env() });
    await until(() => watch.stderr().includes('watching'));
    const bytes = wavBytes([sine(3 * RATE)], RATE, 'int16');
    // In four parts, each within the time a file must rest.
    for (let part = 0; part < 4; part++) {
      appendFileSync(
        at('in/a.wav'),
        bytes.subarray((part * bytes.length) / 4, ((part + 1) * bytes.length) / 4),
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await until(() => existsSync(at('out/a.mp3')));
    await until(() => watch.stderr().includes('✓'));
    expect(watch.stderr()).not.toContain('✗');
    watch.kill('SIGTERM');
    expect((await watch.ended).code).toBe(143);
    const jobs = await runRapgo(['jobs', 'list', '--all', '--json'], { cwd: folder, env: env() });
    const { jobs: rows } = JSON.parse(jobs.stdout.trim().split('\n').at(-1)!);
    expect(rows.map(({ kind, state }: Record<string, string>) => [kind, state])).toEqual([
      ['convert', 'succeeded'],
      ['batch', 'cancelled'],
    ]);
  });
  it('does what arrived while it was off, and once what was under way when it was killed', async () => {
    for (let n = 0; n < 6; n++) tone(`in/${n}.wav`, 1 + n);
    const watch = startRapgo(['watch', 'in', '-o', 'out', ...QUICK, '--jobs', '1'], {
      cwd: folder,
      env: env(),
    });
    await until(() => existsSync(at('out/1.mp3')));
    watch.kill('SIGKILL');
    await watch.ended;
    tone('in/late.wav', 9);
    const { code, items } = await once();
    expect(code).toBe(0);
    expect(readdirSync(at('out')).filter((name) => !name.startsWith('.'))).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((n) => `${n}.mp3`),
      'late.mp3',
    ]);
    const done = items.filter(({ state }) => state === 'done').map(({ output }) => output);
    expect(done).not.toContain(at('out/0.mp3'));
    expect(done).toContain(at('out/late.mp3'));
  });
});
