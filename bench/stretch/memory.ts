import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { watchMemory } from '../score/process-tree.js';
import { round } from '../score/statistics.js';
import type { StretchBenchOptions } from './arguments.js';
import { writeLongSpeech } from './long-speech.js';
import { readSpeech } from './material.js';
import { type CommandLine, rapgoEnvironment, type StretchProgram } from './programs.js';
import { TIMED_RATIO } from './speed.js';
import { align } from './table.js';

/** One run over a long stereo sound. */
interface MemoryRow {
  readonly program: string;
  readonly minutes: number;
  readonly output: 'file' | 'stdout';
  /** Resident memory of the program and all it started, highest sum. */
  readonly peakMegabytes: number;
  /** Until the first 4 kB of output were there: in a file of any name beside the output, or on stdout. */
  readonly firstOutputSeconds: number;
  readonly seconds: number;
}

const FIRST_BYTES = 4096;
const LOOK_EVERY_MS = 20;

/** Memory and time to the first output of every program; rapgo also writes to stdout. */
export async function measureMemory(
  programs: readonly StretchProgram[],
  { audio, out, memoryMinutes }: StretchBenchOptions,
  note: (text: string) => void,
): Promise<MemoryRow[]> {
  const scratch = join(out, 'stretch');
  const input = join(scratch, 'stereo.wav');
  const folder = join(scratch, 'output');
  await mkdir(scratch, { recursive: true });
  await writeLongSpeech(input, await readSpeech(audio), memoryMinutes, 2);
  const rows: MemoryRow[] = [];
  for (const program of programs) {
    const places = program.family === 'rapgo' ? (['file', 'stdout'] as const) : (['file'] as const);
    for (const place of places) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const output = place === 'file' ? join(folder, 'out.wav') : '-';
      const line = program.stretch(input, output, TIMED_RATIO, 'int16');
      const found = await watchRun(line, folder, rapgoEnvironment(scratch));
      note(
        `${program.name} to ${place}: ${found.code === 0 ? `${round(found.seconds)} s` : found.stderr.trim()}`,
      );
      if (found.code !== 0) continue;
      rows.push({
        program: program.name,
        minutes: memoryMinutes,
        output: place,
        peakMegabytes: round(found.peakBytes / 2 ** 20, 0),
        firstOutputSeconds: round(found.firstSeconds, 2),
        seconds: round(found.seconds, 2),
      });
    }
  }
  await rm(input, { force: true });
  await rm(folder, { recursive: true, force: true });
  return rows;
}

interface WatchedRun {
  readonly code: number;
  readonly stderr: string;
  readonly seconds: number;
  readonly firstSeconds: number;
  readonly peakBytes: number;
}

/** What comes on stdout is counted and thrown away: it would not fit into memory here. */
function watchRun(
  { command, args }: CommandLine,
  folder: string,
  env: Record<string, string>,
): Promise<WatchedRun> {
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;
  return new Promise((resolve) => {
    let first: number | undefined;
    let bytes = 0;
    let stderr = '';
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const watch = child.pid === undefined ? undefined : watchMemory(child.pid);
    const timer = setInterval(async () => {
      if (first === undefined && (await bytesIn(folder)) >= FIRST_BYTES) first ??= since();
    }, LOOK_EVERY_MS);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes >= FIRST_BYTES) first ??= since();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString('utf8')).slice(-1000);
    });
    const finish = (code: number, reason = ''): void => {
      clearInterval(timer);
      const seconds = since();
      const peakBytes = watch?.stop() ?? 0;
      resolve({ code, stderr: stderr + reason, seconds, firstSeconds: first ?? seconds, peakBytes });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(code ?? 137));
  });
}

/** Size of all files of a folder: a program may write under another name first. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** One line per run. */
export function memoryTable(rows: readonly MemoryRow[]): string {
  const lines = rows.map((row) => [
    row.program,
    `${row.minutes} min`,
    row.output,
    String(row.peakMegabytes),
    row.firstOutputSeconds.toFixed(2),
    row.seconds.toFixed(1),
  ]);
  return align([['stereo', 'length', 'to', 'peak MB', 'first output s', 'seconds'], ...lines]);
}
