import { finished } from 'node:stream/promises';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import { RapgoError } from '../../engine/errors.js';
import type { CallOptions } from '../../engine/ports/call-options.js';
import type { Ffmpeg } from './ffmpeg.js';
import { describeFailure, isDamage } from './ffmpeg-words.js';
import { createFluentCommand, type FfmpegLine } from './fluent-command.js';

/** What to run and how long to wait. */
export interface FfmpegTask extends FfmpegLine, CallOptions {
  /**
   * How much ffmpeg says: `info` describes the input, `error` speaks of damage only, `level+verbose` counts samples and
   * puts the weight of its words before them. @default 'error'
   */
  readonly words?: 'info' | 'error' | 'level+verbose' | undefined;
  /** Wall clock, > 0; Infinity where the caller keeps watch itself. */
  readonly limitSeconds: number;
  /** Hears how many seconds of output are done, some times a second. */
  readonly onProgress?: ((doneSeconds: number) => void) | undefined;
  /** Hears each line of stderr that is no progress report, also of a run that fails. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** An ffmpeg at work. */
export interface FfmpegRun {
  /**
   * The lines of its stderr, once it has ended well.
   * @throws {RapgoError} `tool/failed`, `tool/missing`, `tool/timeout`
   * @throws the reason given to {@link stop}, or the signal's when aborted; ffmpeg is gone by then
   */
  readonly done: Promise<readonly string[]>;
  /** Kills ffmpeg within milliseconds; `done` rejects with `reason`. Does nothing once it has ended. */
  stop(reason: unknown): void;
}

/** A hostile file can make ffmpeg talk without end. */
const MAX_LINES = 500;

/**
 * Starts ffmpeg: the one place that does. No shell, no questions, nothing read from the terminal, nothing
 * random or dated in what it writes. It may replace its target, which must be a fresh file of the caller.
 */
export function startFfmpeg(ffmpeg: Ffmpeg, task: FfmpegTask): FfmpegRun {
  const halt = new AbortController();
  const stop = (reason: unknown) => halt.abort(reason);
  const onAbort = () => stop(task.signal?.reason);
  if (task.signal?.aborted) onAbort();
  task.signal?.addEventListener('abort', onAbort, { once: true });
  const timer = startTimer(task.limitSeconds, () =>
    stop(new RapgoError('tool/timeout', `ffmpeg was not done after ${Math.round(task.limitSeconds)} s`)),
  );
  const done = run(ffmpeg, task, halt.signal).finally(() => {
    clearTimeout(timer);
    task.signal?.removeEventListener('abort', onAbort);
  });
  return { done, stop };
}

/** {@link startFfmpeg} for those who only wait for the end. */
export const runFfmpeg = (ffmpeg: Ffmpeg, task: FfmpegTask): Promise<readonly string[]> =>
  startFfmpeg(ffmpeg, task).done;

async function run(ffmpeg: Ffmpeg, task: FfmpegTask, halt: AbortSignal): Promise<readonly string[]> {
  const command = await createFluentCommand(ffmpeg, {
    ...task,
    inputOptions: [...globalOptions(ffmpeg, task), ...task.inputOptions],
  });
  halt.throwIfAborted();
  const lines: string[] = [];
  try {
    await ended(command, halt, (line) => {
      if (line === '' || takeProgress(line, task.onProgress)) return;
      keep(lines, line);
      task.onLine?.(line);
    });
  } catch (cause) {
    halt.throwIfAborted();
    const failure = describeFailure(cause, lines, ffmpeg.path);
    if (isDamage(failure)) await drained(task.target);
    throw failure;
  }
  await drained(task.target);
  halt.throwIfAborted();
  return lines;
}

/** Runs the command to its end. */
function ended(command: FfmpegCommand, halt: AbortSignal, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const kill = () => void command.kill('SIGKILL');
    halt.addEventListener('abort', kill, { once: true });
    command
      .on('start', () => halt.aborted && kill()) // before this event there is no process to kill
      .on('stderr', onLine)
      .on('end', () => resolve())
      .on('error', reject)
      .run();
  });
}

/** fluent-ffmpeg reports the end of the process, which may come before the last bytes out of its pipe. */
async function drained(target: FfmpegTask['target']): Promise<void> {
  if (typeof target !== 'string') await finished(target);
}

function globalOptions(ffmpeg: Ffmpeg, { words = 'error', onProgress }: FfmpegTask): readonly string[] {
  // -y: only fresh files are given as targets, and without it ffmpeg would ask about the empty one made for it.
  const quiet = ['-nostdin', '-hide_banner', '-nostats', '-loglevel', words, '-y'];
  if (onProgress === undefined) return quiet;
  return [...quiet, ...(ffmpeg.hasStatsPeriod ? ['-stats_period', '0.2'] : []), '-progress', 'pipe:2'];
}

const PROGRESS_LINE =
  /^(?:bitrate|total_size|out_time(?:_us|_ms)?|dup_frames|drop_frames|speed|progress|frame|fps)=/;

/** Whether `line` belongs to a progress report. Both names of the time hold microseconds, whatever they say. */
function takeProgress(line: string, onProgress: FfmpegTask['onProgress']): boolean {
  if (onProgress === undefined || !PROGRESS_LINE.test(line)) return false;
  const microseconds = /^out_time_ms=(\d+)/.exec(line)?.[1];
  if (microseconds !== undefined) onProgress(Number(microseconds) / 1e6);
  return true;
}

/** Keeps the first half and the newest half of what was said. */
function keep(lines: string[], line: string): void {
  if (lines.length >= MAX_LINES) lines.splice(MAX_LINES / 2, 1);
  lines.push(line.slice(0, 2_000));
}

/** Timers hold at most 2^31 − 1 ms; a longer limit is as good as none. */
function startTimer(seconds: number, onEnd: () => void): NodeJS.Timeout | undefined {
  const ms = seconds * 1000;
  return ms < 2 ** 31 ? setTimeout(onEnd, ms) : undefined;
}
