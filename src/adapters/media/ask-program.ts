import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { CallOptions } from '../../engine/ports/call-options.js';
import type { Ffmpeg } from './ffmpeg.js';

const run = promisify(execFile);

/** What a program says about itself; plain JSON, so that it can be cached. */
export interface ProgramAnswer {
  readonly version: string;
  readonly buildYear: number | null;
  readonly encoders: readonly string[];
  readonly filters: readonly string[];
  readonly hasStatsPeriod: boolean;
}

/** A program that hangs when asked for its version is as good as none. */
const ANSWER_WITHIN_MS = 15_000;

/**
 * Asks an ffmpeg for its version and abilities. These four calls touch no media, so they need none of the
 * guards that a real run has.
 *
 * @throws {Error} in plain words, where `path` does not start or is not ffmpeg
 */
export async function askFfmpeg(path: string, { signal }: CallOptions = {}): Promise<ProgramAnswer> {
  const ask = (...args: string[]) => answerOf(path, args, signal);
  const [about, encoders, filters, hasStatsPeriod] = await Promise.all([
    ask('-version'),
    ask('-hide_banner', '-encoders'),
    ask('-hide_banner', '-filters'),
    // An unknown option is an error before anything is printed.
    ask('-stats_period', '1', '-version').then(
      () => true,
      () => false,
    ),
  ]);
  const version = /^ffmpeg version (\S+)/m.exec(about)?.[1];
  if (version === undefined) throw new Error('it does not answer like ffmpeg');
  const year = /Copyright \(c\) \d{4}-(\d{4})/.exec(about)?.[1];
  return {
    version,
    buildYear: year === undefined ? null : Number(year),
    encoders: names(encoders, /^ [VAS][F.][S.][X.][B.][D.] (\S+)/gm),
    filters: names(filters, /^ [T.][S.][C.]? +(\S+) +\S+->\S+/gm),
    hasStatsPeriod,
  };
}

/** Turns a stored answer into the value the rest of the code uses. */
export function toFfmpeg(
  answer: ProgramAnswer,
  found: Pick<Ffmpeg, 'path' | 'origin' | 'launcher' | 'skipped'>,
): Ffmpeg {
  return { ...answer, ...found, encoders: new Set(answer.encoders), filters: new Set(answer.filters) };
}

/** Whether a value read from the cache has the shape of an answer. */
export function isProgramAnswer(value: unknown): value is ProgramAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const answer = value as Partial<Record<keyof ProgramAnswer, unknown>>;
  const areNames = (list: unknown) => Array.isArray(list) && list.every((name) => typeof name === 'string');
  return (
    typeof answer.version === 'string' &&
    (answer.buildYear === null || typeof answer.buildYear === 'number') &&
    areNames(answer.encoders) &&
    areNames(answer.filters) &&
    typeof answer.hasStatsPeriod === 'boolean'
  );
}

async function answerOf(path: string, args: readonly string[], signal: AbortSignal | undefined) {
  try {
    const { stdout } = await run(path, args, {
      timeout: ANSWER_WITHIN_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 8 * 1024 * 1024,
      windowsHide: true,
      ...(signal === undefined ? {} : { signal }),
    });
    return stdout;
  } catch (cause) {
    signal?.throwIfAborted();
    throw new Error(whyNoAnswer(cause), { cause });
  }
}

function whyNoAnswer(cause: unknown): string {
  const { code, signal, stderr } = cause as { code?: unknown; signal?: unknown; stderr?: unknown };
  if (code === 'ENOENT') return 'there is no such program';
  if (code === 'EACCES') return 'it may not be executed';
  if (signal === 'SIGKILL') return `it gave no answer within ${ANSWER_WITHIN_MS / 1000} s`;
  const words = typeof stderr === 'string' ? stderr.trim().split('\n').at(-1) : undefined;
  return words ? `it failed: ${words}` : 'it does not start';
}

function names(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!).filter((name) => name !== '=');
}
