import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sine, wavBytes } from '../src/engine/ports/media.sounds.contract.js';
import { type RunOptions, runRapgo } from './run-rapgo.js';

const RATE = 44_100;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapgo-test-'));
  writeFileSync(join(folder, 'tone.wav'), wavBytes([sine(3 * RATE), sine(3 * RATE, 660)], RATE, 'int16'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (line: string, options: RunOptions = {}) =>
  runRapgo(line.split(' '), {
    cwd: folder,
    ...options,
    // A program that fails: whoever needs no ffmpeg starts none.
    env: {
      HOME: folder,
      RAPGO_HOME: join(folder, 'home'),
      TMPDIR: folder,
      RAPGO_FFMPEG: '/bin/false',
      ...options.env,
    },
  });
const bytesOf = (name: string) => readFileSync(join(folder, name));
/** What stands in the folder beside what the test put there. */
const made = () => readdirSync(folder).filter((name) => !['tone.wav', 'home'].includes(name));

describe('rapgo stretch', () => {
  it('makes WAV of WAV without ffmpeg, exact to the sample, and remembers it', async () => {
    const { code, stdout } = await run('stretch tone.wav -o out.wav --ratio 1.25 --engine voice --json');
    expect(code).toBe(0);
    const result = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(result).toMatchObject({
      type: 'result',
      command: 'stretch',
      output: join(folder, 'out.wav'),
      engine: 'voice',
      inputLength: 3 * RATE,
      outputLength: 3.75 * RATE,
    });
    expect(bytesOf('out.wav').readUInt32LE(76)).toBe(4 * 3.75 * RATE);
    const [job] = JSON.parse((await run('jobs list --json')).stdout).jobs;
    const hashOf = (name: string) => createHash('sha256').update(bytesOf(name)).digest('hex');
    expect(job).toMatchObject({
      kind: 'stretch',
      state: 'succeeded',
      inputs: [{ sha256: hashOf('tone.wav') }],
      artifacts: [{ sha256: hashOf('out.wav') }],
    });
  });
  it('changes no bit of the samples at ratio 1', async () => {
    await run('stretch tone.wav -o same.wav --ratio 1');
    const samples = bytesOf('tone.wav').subarray(44);
    expect(
      bytesOf('same.wav')
        .subarray(80, 80 + samples.length)
        .equals(samples),
    ).toBe(true);
  });
  it('goes from stdin to stdout', async () => {
    const { code, stdout, stderr } = await run('stretch - -o - --to 1.5 --engine music -q', {
      input: bytesOf('tone.wav'),
    });
    expect([code, stderr, stdout.slice(0, 4)]).toEqual([0, '', 'RIFF']);
    expect(made()).toEqual([]);
  });
  it.each([
    ['--ratio 0', 2],
    ['--ratio 1e9', 2],
    ['--ratio 1 --speed 1', 2],
    ['', 2],
    ['--to 100', 5],
    ['--map beyond.json', 5],
    ['--map text.json', 3],
    ['--map back.json', 2],
    ['--ratio 2 -o none/x.wav', 8],
  ])('refuses "%s" with exit code %i, one line, and nothing written', async (options, expected) => {
    writeFileSync(join(folder, 'beyond.json'), '[[0, 0], [4, 4]]');
    writeFileSync(join(folder, 'text.json'), 'zero to one');
    writeFileSync(join(folder, 'back.json'), '[[0, 0], [2, 2], [1, 3]]');
    const before = made();
    const { code, stderr } = await run(`stretch tone.wav -o out.wav --engine voice ${options}`.trim());
    expect(code).toBe(expected);
    expect(stderr.split('\n').filter((line) => line.startsWith('rapgo: '))).toHaveLength(1);
    expect(made()).toEqual(before);
  });
  it('stops within a second on Ctrl-C and leaves nothing', async () => {
    writeFileSync(
      join(folder, 'long.wav'),
      wavBytes([new Float32Array(600 * RATE).fill(0.1)], RATE, 'int16'),
    );
    let sent = 0;
    const { code } = await run('stretch long.wav -o out.wav --ratio 2 --engine music', {
      onStart: async (child) => {
        while (!readdirSync(folder).some((name) => name.startsWith('.rapgo-'))) await delay(10);
        await delay(200);
        sent = performance.now();
        child.kill('SIGINT');
      },
    });
    expect([code, performance.now() - sent < 1000]).toEqual([130, true]);
    expect(made()).toEqual(['long.wav']);
  });
});

describe('rapgo pitch', () => {
  it('keeps the length', async () => {
    const { code } = await run('pitch tone.wav -o up.wav --semitones 3 --formants move --engine music');
    expect([code, bytesOf('up.wav').readUInt32LE(76)]).toEqual([0, 4 * 3 * RATE]);
  });
});
