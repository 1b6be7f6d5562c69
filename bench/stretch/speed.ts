import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { round } from '../score/statistics.js';
import type { StretchBenchOptions } from './arguments.js';
import { writeLongSpeech } from './long-speech.js';
import { readSpeech } from './material.js';
import { rapgoEnvironment, type StretchProgram } from './programs.js';
import { align } from './table.js';
import { createTimer, type RunTime, type Timer } from './timed-run.js';

/** Best of several runs of one program over speech of one length. */
interface TimedProgram {
  readonly program: string;
  readonly minutes: number;
  /** Worker threads asked for; absent where the program was left to itself. */
  readonly workers?: number;
  readonly isPinned: boolean;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Length of the input over wall time. */
  readonly timesRealTime: number;
  readonly runs: readonly RunTime[];
}

/** Output length over input length of everything timed. */
export const TIMED_RATIO = 1.25;

interface Candidate {
  readonly program: StretchProgram;
  readonly workers?: number;
}

/** Times whole programs over long speech, in turn, so that a busy moment hits all of them. */
export async function measureSpeed(
  programs: readonly StretchProgram[],
  { audio, out, minutes, runs }: StretchBenchOptions,
  note: (text: string) => void,
): Promise<TimedProgram[]> {
  const scratch = join(out, 'stretch');
  await mkdir(scratch, { recursive: true });
  const speech = await readSpeech(audio);
  if (speech.length === 0) throw new Error(`no speech in ${audio}/speech: nothing to time`);
  const timer = await createTimer();
  if (!timer.isPinned) note('no taskset or no second core: not pinned');
  const rows: TimedProgram[] = [];
  for (const length of minutes) {
    const input = join(scratch, 'speech.wav');
    await writeLongSpeech(input, speech, length);
    const setting = { input, minutes: length, runs, scratch, timer, note };
    const plain = programs.map((program) => ({ program }));
    rows.push(...(await timeAll(plain, { ...setting, isPinned: true })));
    if (length !== minutes.at(-1)) continue;
    const threaded = programs
      .filter(({ family }) => family === 'rapgo')
      .flatMap((program) => [1, 2].map((workers) => ({ program, workers })));
    rows.push(...(await timeAll(threaded, { ...setting, isPinned: false })));
  }
  await rm(join(scratch, 'speech.wav'), { force: true });
  await rm(join(scratch, 'timed.wav'), { force: true });
  return rows;
}

interface TimingOptions {
  readonly input: string;
  readonly minutes: number;
  readonly runs: number;
  readonly scratch: string;
  readonly timer: Timer;
  readonly isPinned: boolean;
  readonly note: (text: string) => void;
}

async function timeAll(candidates: readonly Candidate[], options: TimingOptions): Promise<TimedProgram[]> {
  const { input, minutes, runs, scratch, timer, isPinned, note } = options;
  const output = join(scratch, 'timed.wav');
  const times = candidates.map((): RunTime[] => []);
  for (let run = 0; run < runs; run++) {
    for (const [c, { program, workers }] of candidates.entries()) {
      const line = program.stretch(input, output, TIMED_RATIO, 'int16');
      const extra = workers === undefined ? [] : ['--workers', String(workers)];
      try {
        const timed = await timer.time(
          { ...line, args: [...line.args, ...extra] },
          rapgoEnvironment(scratch),
          isPinned,
        );
        note(
          `${program.name} ${extra.join(' ')} ${minutes} min: ${timed.seconds} s, CPU ${round(timed.cpuSeconds, 2)} s`,
        );
        times[c]!.push(timed);
      } catch (error) {
        note(`${program.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return candidates.flatMap(({ program, workers }, c) =>
    times[c]!.length === 0
      ? []
      : [
          {
            program: program.name,
            minutes,
            ...(workers === undefined ? {} : { workers }),
            isPinned: isPinned && timer.isPinned,
            ...bestOf(times[c]!, minutes),
          },
        ],
  );
}

function bestOf(
  runs: readonly RunTime[],
  minutes: number,
): Pick<TimedProgram, 'seconds' | 'cpuSeconds' | 'timesRealTime' | 'runs'> {
  const seconds = Math.min(...runs.map((run) => run.seconds));
  const cpuSeconds = Math.min(...runs.map((run) => run.cpuSeconds));
  return {
    seconds: round(seconds, 3),
    cpuSeconds: round(cpuSeconds, 3),
    timesRealTime: round((minutes * 60) / seconds),
    runs,
  };
}

/** Pairs whose times are compared: the first over the second. */
const QUOTIENTS = [
  ['rapgo-voice', 'soundstretch'],
  ['rapgo-music', 'soundstretch'],
  ['rubberband-3', 'rapgo-voice'],
  ['rubberband-3', 'rapgo-music'],
] as const;

/** One line per program and length, then the quotients of times. */
export function speedTable(rows: readonly TimedProgram[]): string {
  const lines = rows.map((row) => [
    row.program + (row.workers === undefined ? '' : ` --workers ${row.workers}`),
    `${row.minutes} min`,
    row.isPinned ? 'one core' : 'free',
    row.seconds.toFixed(2),
    row.cpuSeconds.toFixed(2),
    String(row.timesRealTime),
  ]);
  const table = align([['speech', 'length', '', 'seconds', 'CPU s', '× real time'], ...lines]);
  const quotients = quotientLines(rows);
  return quotients.length === 0
    ? table
    : `${table}\n${align([['quotient', 'length', 'time', 'CPU'], ...quotients])}`;
}

function quotientLines(rows: readonly TimedProgram[]): string[][] {
  const plain = rows.filter(({ workers }) => workers === undefined);
  return [...new Set(plain.map(({ minutes }) => minutes))].flatMap((minutes) =>
    QUOTIENTS.flatMap(([above, below]) => {
      const find = (name: string): TimedProgram | undefined =>
        plain.find((row) => row.program === name && row.minutes === minutes);
      const [top, bottom] = [find(above), find(below)];
      if (!top || !bottom) return [];
      const [time, cpu] = [top.seconds / bottom.seconds, top.cpuSeconds / bottom.cpuSeconds];
      return [[`${above} / ${below}`, `${minutes} min`, time.toFixed(2), cpu.toFixed(2)]];
    }),
  );
}
