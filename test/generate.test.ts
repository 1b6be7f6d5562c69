import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boomBap } from '../src/engine/rap/styles/boom-bap.js';
import { RAPGO, type RunOptions, runRapgo } from './run-rapgo.js';
import { toySpeech } from './toy-speech.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
  writeFileSync(join(folder, 'talk.wav'), toySpeech(9));
  const form = { introBars: 0, verseBars: 2, hookBars: 1, outroBars: 0 };
  writeFileSync(join(folder, 'short.json'), JSON.stringify({ ...boomBap, name: 'short', form }));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (line: string, options: RunOptions = {}) =>
  runRapgo(line.split(' '), {
    cwd: folder,
    ...options,
    env: { HOME: folder, RAPGO_HOME: join(folder, 'home'), ...options.env },
  });

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** What stands in the folder beside what the test put there. */
const made = () =>
  readdirSync(folder)
    .filter((name) => !['talk.wav', 'short.json', 'home'].includes(name))
    .sort();

async function lastJob(): Promise<Record<string, unknown>> {
  const { stdout } = await run('jobs list --json --limit 1');
  return JSON.parse(stdout).jobs[0];
}

/** Starts a job and does something to it once it mixes: by then threads, scratch files and the row are there. */
function duringMix(
  act: (child: { kill(name: NodeJS.Signals): boolean }) => void,
): Promise<{ code: number | null; tookMs: number }> {
  let actedAt = 0;
  return run('generate talk.wav --style ./short.json --json', {
    onStart: (child) => {
      let text = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk;
        if (actedAt > 0 || !text.includes('"mix"')) return;
        actedAt = performance.now();
        act(child);
      });
    },
  }).then(({ code }) => ({ code, tookMs: performance.now() - actedAt }));
}

describe('rapgo generate', () => {
  it('gives the same bytes for any number of threads, and leaves nothing else behind', async () => {
    const first = await run('generate talk.wav --style ./short.json --workers 1 -o one.wav --json');
    expect(first.stderr).toBe('');
    const second = await run('generate talk.wav --style ./short.json --workers 3 -o two.wav --quiet');
    expect(second).toMatchObject({ code: 0, stdout: `${join(folder, 'two.wav')}\n`, stderr: '' });
    expect(hashOf(join(folder, 'two.wav'))).toBe(hashOf(join(folder, 'one.wav')));
    expect(made()).toEqual(['one.wav', 'two.wav']);
    const lines = first.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ type: 'started', kind: 'generate' });
    expect(lines.at(-1)).toMatchObject({ type: 'result', output: join(folder, 'one.wav') });
    expect(lines.at(-1).artifacts[0].sha256).toBe(hashOf(join(folder, 'one.wav')));
  });
  it('writes the rap to stdout from stdin', async () => {
    const command = `"${process.execPath}" "${RAPGO}" generate - --style ./short.json -f wav -q -o - < talk.wav`;
    const env = { PATH: process.env.PATH, HOME: folder };
    const { stdout, stderr, status } = spawnSync('bash', ['-c', command], {
      cwd: folder,
      env,
      maxBuffer: 1e8,
    });
    expect({ status, stderr: `${stderr}`, head: `${stdout.subarray(0, 4)}` }).toEqual({
      status: 0,
      stderr: '',
      head: 'RIFF',
    });
    expect(stdout.readUInt32LE(4)).toBe(stdout.length - 8); // a header that knows the length: no piped WAV
  });
  it('never overwrites unasked, and says so before it works', async () => {
    writeFileSync(join(folder, 'rap.mp3'), 'mine');
    const { code, stderr, milliseconds } = await run('generate talk.wav -o rap.mp3');
    expect(code).toBe(2);
    expect(stderr).toMatch(/rap\.mp3 exists already\n {2}try: .*--force/);
    expect(milliseconds).toBeLessThan(3000);
    expect(`${readFileSync(join(folder, 'rap.mp3'))}`).toBe('mine');
  });
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'stops on %s within a second, cleans up and records the job as cancelled',
    async (name, code) => {
      const run = await duringMix((child) => child.kill(name));
      expect(run.code).toBe(code);
      expect(run.tookMs).toBeLessThan(1000);
      expect(made()).toEqual([]);
      expect(await lastJob()).toMatchObject({ state: 'cancelled' });
    },
  );
  it('leaves no half file when killed', async () => {
    await duringMix((child) => child.kill('SIGKILL'));
    await delay(200);
    expect(made().filter((name) => !name.startsWith('.'))).toEqual([]);
  });
  it('says what is wrong with its input', async () => {
    mkdirSync(join(folder, 'media'));
    writeFileSync(join(folder, 'media', 'silence.wav'), toySpeech(0));
    writeFileSync(join(folder, 'media', 'text.mp3'), 'ffconcat version 1.0\nfile ../talk.wav\n');
    for (const [file, words] of [
      ['media/silence.wav', /speech/],
      ['media/text.mp3', /text\.mp3/],
      ['media', /media/],
      ['media/absent.wav', /absent\.wav/],
    ] as const) {
      const { code, stderr } = await run(`generate ${file} --style ./short.json`);
      expect({ file, code }).toEqual({ file, code: 3 });
      expect(stderr).toMatch(words);
    }
    expect(made()).toEqual(['media']);
  });
});

describe('rapgo render', () => {
  it('makes the same bytes from the plan that generate wrote', async () => {
    const { code } = await run('generate talk.wav --style ./short.json -o one.wav --plan one.json -q');
    expect(code).toBe(0);
    const again = await run('render one.json -o two.wav --source talk.wav -q');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(hashOf(join(folder, 'two.wav'))).toBe(hashOf(join(folder, 'one.wav')));
  });
});
