import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sine, wavBytes } from '../src/engine/ports/media.sounds.contract.js';
import { type RunOptions, runRapgo } from './run-rapgo.js';

const RATE = 22_050;
let folder: string;
const at = (name: string) => join(folder, name);
const tone = (name: string, seconds = 1) =>
  writeFileSync(at(name), wavBytes([sine(seconds * RATE)], RATE, 'int16'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
  mkdirSync(at('in/sub'), { recursive: true });
  tone('in/a.wav');
  tone('in/sub/b b.wav', 2);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], options: RunOptions = {}) =>
  runRapgo(['convert', ...args], {
    cwd: folder,
    ...options,
    env: { HOME: folder, RAPGO_HOME: at('home'), TMPDIR: folder, ...options.env },
  });
const lines = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('rapgo convert', () => {
  it('turns a folder into another, remembers it, and has nothing to do the second time', async () => {
    const first = await run(['in', '-o', 'out', '--json']);
    expect(first.code).toBe(0);
    const told = lines(first.stdout);
    expect(
      told
        .filter(({ type }) => type === 'item')
        .map(({ output }) => output)
        .sort(),
    ).toEqual([at('out/a.mp3'), at('out/sub/b b.mp3')]);
    expect(told.at(-1)).toMatchObject({ type: 'result', command: 'convert', done: 2, skipped: 0, failed: 0 });
    const made = statSync(at('out/a.mp3'));
    expect(made.mtimeMs).toBeCloseTo(statSync(at('in/a.wav')).mtimeMs, -1);
    const second = await run(['in', '-o', 'out', '--json']);
    expect(lines(second.stdout).at(-1)).toMatchObject({ done: 0, skipped: 2 });
    expect(statSync(at('out/a.mp3')).ino).toBe(made.ino);
    const { jobs } = lines(
      (await runRapgo(['jobs', 'list', '--json'], { env: { RAPGO_HOME: at('home') } })).stdout,
    )[0];
    expect(jobs.map(({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`)).toEqual([
      'batch succeeded',
      'batch succeeded',
    ]);
  });
  it('goes on after a bad file, names it, and ends with 7', async () => {
    writeFileSync(at('in/bad.mp4'), 'no video');
    const { code, stdout, stderr } = await run(['in', '-o', 'out', '-f', 'flac']);
    expect(code).toBe(7);
    expect(stderr).toMatch(/✗ in\/bad\.mp4 .*neither sound nor video/);
    expect(stdout).toMatch(/converted +2 .*\nfailed +1/);
    expect(readdirSync(at('out')).sort()).toEqual(['a.flac', 'sub']);
  });
  it('gives two sources two names, and never converts its own results', async () => {
    tone('in/a.aiff.wav');
    writeFileSync(at('in/a.mp3'), readFileSync(at('in/a.wav')));
    const { code } = await run(['in', '-o', 'in', '--flat', '--json']);
    expect(code).toBe(0);
    const after = readdirSync(at('in')).sort();
    expect(after).toEqual(['a.aiff.mp3', 'a.aiff.wav', 'a.mp3', 'a.wav', 'a.wav.mp3', 'b b.mp3', 'sub']);
    await run(['in', '-o', 'in', '--flat', '--json']);
    expect(readdirSync(at('in')).sort()).toEqual(after);
  });
  it('takes stdin and gives stdout', async () => {
    const { code, stdout } = await run(['-', '-o', '-', '-f', 'wav'], {
      input: readFileSync(at('in/a.wav')),
    });
    expect(code).toBe(0);
    expect(stdout.slice(0, 4)).toBe('RIFF');
  });
  it('says what it would do, and does nothing', async () => {
    const { code, stderr } = await run(['in', '-o', 'out', '--dry-run']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/→ in\/a\.wav -> out\/a\.mp3 {2}0\.0 MB\n {2}\S*ffmpeg .*-c:a libmp3lame -q:a 2/);
    expect(existsSync(at('out'))).toBe(false);
  });
  it.each([
    [['in/a.wav', '-o', 'in/a.wav'], 0, /in its place already/],
    [['nowhere.mp4'], 3, /there is no file/],
    [['in/a.wav', '-f', 'mp4'], 2, /did you mean/],
    [['in/a.wav', '--quality', 'best'], 2, /v0 to v9/],
    [['in', '--jobs', '0'], 2, /from 1 to 64/],
    [['in/a.wav', '--start', '5', '--end', '3'], 2, /before --start/],
    [['in', 'in/a.wav', '-o', 'x.mp3'], 0, /x\.mp3/],
  ] as const)('answers %j with %i', async (args, exitCode, words) => {
    const { code, stderr, stdout } = await run(args);
    expect(`${stderr}${stdout}`).toMatch(words);
    expect(code).toBe(exitCode);
  });
});
