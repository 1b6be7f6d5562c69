import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, runRapgo } from './run-rapgo.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-jobs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (line: string, options: RunOptions = {}) =>
  runRapgo(line.split(' '), {
    cwd: folder,
    ...options,
    env: { HOME: folder, RAPGO_HOME: join(folder, 'home'), TMPDIR: folder, ...options.env },
  });
const json = async (line: string) => JSON.parse((await run(`${line} --json`)).stdout.split('\n').at(-2)!);

/** A mono WAV of 16 bits at 8 kHz with a tone. */
function writeTone(name: string, seconds: number): void {
  const length = 8000 * seconds;
  const bytes = Buffer.alloc(44 + 2 * length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + 2 * length, 4);
  bytes.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 16_000],
    [40, 2 * length],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36);
  for (let n = 0; n < length; n++) bytes.writeInt16LE(8000 * Math.sin(n / 5), 44 + 2 * n);
  writeFileSync(join(folder, name), bytes);
}

describe('rapgo jobs', () => {
  it('runs what failed again, as it was asked for', async () => {
    writeTone('a.wav', 1);
    for (const name of ['a', 'b', 'c']) await run(`stretch ${name}.wav -o ${name}.out.wav --ratio 2`);
    rmSync(join(folder, 'a.out.wav'));
    const again = await json(`jobs retry ${(await json('jobs')).jobs.at(-1).id}`);
    expect(again).toMatchObject({ output: join(folder, 'a.out.wav'), ratio: 2, outputLength: 16_000 });
    writeTone('b.wav', 1);
    const { code, stdout, stderr } = await run('jobs retry --failed');
    expect(stdout).toMatch(/^b\.wav succeeded\nc\.wav failed: .*c\.wav.*\n1 succeeded, 1 did not\n$/);
    expect({ code, stderr: stderr.includes('rapgo:') }).toEqual({ code: 7, stderr: false });
    expect(existsSync(join(folder, 'b.out.wav'))).toBe(true);
    const stats = await json('jobs stats');
    expect(stats.total).toMatchObject({ count: 6, states: { succeeded: 3, failed: 3 }, audioSeconds: 3 });
  });

  it('refuses to retry with an input that has changed', async () => {
    writeTone('a.wav', 1);
    await run('stretch a.wav -o a.out.wav --ratio 2');
    rmSync(join(folder, 'a.out.wav'));
    const { jobs } = await json('jobs');
    const bytes = readFileSync(join(folder, 'a.wav'));
    bytes[100]! ^= 1;
    writeFileSync(join(folder, 'a.wav'), bytes);
    const { code, stderr } = await run(`jobs retry ${jobs[0].id}`);
    expect(code).toBe(3);
    expect(stderr).toMatch(/a\.wav is no(t| longer) the file/);
    expect(existsSync(join(folder, 'a.out.wav'))).toBe(false);
  });

  it('cancels a job of another process, which ends with 130', async () => {
    writeTone('a.wav', 20);
    let child: ChildProcess | undefined;
    // Nobody reads what it makes, so it cannot come to its end.
    const running = run('stretch a.wav -o - --ratio 4', {
      onStart(started) {
        child = started;
        started.stdout?.pause();
      },
    });
    let id: string | undefined;
    while (id === undefined) {
      await delay(100);
      id = (await json('jobs list --state running')).jobs[0]?.id;
    }
    expect(await json(`jobs cancel ${id}`)).toMatchObject({ id, found: 'running', state: 'running' });
    while ((await json(`jobs show ${id}`)).job.state === 'running') await delay(100);
    expect((await json(`jobs show ${id}`)).job.state).toBe('cancelled');
    child?.stdout?.resume();
    const { code, stderr } = await running;
    expect(code).toBe(130);
    expect(stderr).toContain(`rapgo: job ${id} was cancelled\n`);
    const again = await run(`jobs cancel ${id}`);
    expect(again.code).toBe(5);
    expect(again.stderr).toContain('has ended: cancelled');
  });

  it('keeps a list up to date until Ctrl-C', async () => {
    const watching = run('jobs --watch --json', {
      onStart: async (child) => {
        await run('analyze absent.wav');
        await delay(2500);
        child.kill('SIGINT');
      },
    });
    const { code, stdout } = await watching;
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-2)).toMatchObject({ type: 'job', job: { kind: 'analyze', state: 'failed' } });
    expect(lines.at(-1)).toMatchObject({ type: 'error', code: 'interrupted' });
    expect(code).toBe(130);
  });

  it('says how to get a missing opener', async () => {
    writeTone('a.wav', 1);
    await run('stretch a.wav -o a.out.wav --ratio 2');
    const { jobs } = await json('jobs');
    const { code, stderr } = await run(`jobs open ${jobs[0].id}`, { env: { PATH: folder } });
    expect({ code, stderr: /\n {2}try: .*apt install|PATH/.test(stderr) }).toEqual({ code: 4, stderr: true });
  });

  it('forgets nothing where there is nothing', async () => {
    const { code, stdout } = await run('jobs prune --older 0d');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '0 jobs forgotten\n' });
  });
});
