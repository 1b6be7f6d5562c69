import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import type { CallOptions } from '../../engine/ports/call-options.js';
import { askOnce } from './answer-cache.js';
import { askFfmpeg, isProgramAnswer, toFfmpeg } from './ask-program.js';
import { findDeathSignalLauncher } from './death-signal.js';
import type { Ffmpeg, SkippedProgram } from './ffmpeg.js';
import { type Environment, findOnPath } from './search-path.js';

/** A program that somebody chose by name: it is used, or its failure is told. */
export interface ExplicitChoice {
  /** A file, a folder that holds `ffmpeg`, or a bare name to look up on PATH. */
  readonly path: string;
  /** Where the choice was made, for the message: `--ffmpeg`, `rapgo.toml`, … */
  readonly origin: string;
}

/** Where to look. */
export interface LocateOptions extends CallOptions {
  /** Choices of the flag and the settings, strongest first; RAPGO_FFMPEG and FFMPEG_PATH of `env` follow. */
  readonly explicit?: readonly ExplicitChoice[] | undefined;
  readonly env: Environment;
  /** Folder for the remembered answers of programs; undefined remembers nothing. */
  readonly cacheFolder: string | undefined;
}

const HOW_TO_GET = 'Install ffmpeg (apt, brew or winget install ffmpeg) or name one with --ffmpeg';

/**
 * Finds the ffmpeg to use: an explicit choice, else the first on PATH that works, else the one that came with
 * the npm package, which is old and slow but always there.
 *
 * @throws {RapgoError} `tool/missing`: an explicit choice does not work (it is never silently replaced), or
 *   there is no ffmpeg at all
 * @throws the signal's reason when aborted
 */
export async function locateFfmpeg({
  explicit = [],
  env,
  cacheFolder,
  signal,
}: LocateOptions): Promise<Ffmpeg> {
  const cacheFile = cacheFolder === undefined ? undefined : join(cacheFolder, 'programs.json');
  const launcher = await findDeathSignalLauncher(env, cacheFile);
  const skipped: SkippedProgram[] = [];
  const look = async (path: string, origin: string): Promise<Ffmpeg> => {
    const real = await realpath(path);
    const question = { name: 'ffmpeg', isAnswer: isProgramAnswer, ask: () => askFfmpeg(real, { signal }) };
    return toFfmpeg(await askOnce(cacheFile, real, question), { path: real, origin, launcher, skipped });
  };
  const chosen = strongest(explicit, env);
  if (chosen !== undefined) return lookAtChoice(chosen, env, look, signal);

  for (const { path, origin } of await candidates(env)) {
    try {
      return await look(path, origin);
    } catch (cause) {
      signal?.throwIfAborted();
      skipped.push({ path, reason: wordsOf(cause) });
    }
  }
  const tried = skipped.map(({ path, reason }) => `${path}: ${reason}`).join('; ');
  throw new RapgoError('tool/missing', `there is no working ffmpeg${tried && ` (${tried})`}`, {
    hint: HOW_TO_GET,
  });
}

function strongest(explicit: readonly ExplicitChoice[], env: Environment): ExplicitChoice | undefined {
  const choices = [
    ...explicit,
    { path: env.RAPGO_FFMPEG ?? '', origin: 'RAPGO_FFMPEG' },
    { path: env.FFMPEG_PATH ?? '', origin: 'FFMPEG_PATH' },
  ];
  return choices.find(({ path }) => path !== '');
}

async function lookAtChoice(
  { path, origin }: ExplicitChoice,
  env: Environment,
  look: (path: string, origin: string) => Promise<Ffmpeg>,
  signal: AbortSignal | undefined,
): Promise<Ffmpeg> {
  try {
    return await look(await programAt(path, env), origin);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new RapgoError(
      'tool/missing',
      `the ffmpeg that ${origin} names, ${path}, cannot be used: ${wordsOf(cause)}`,
      {
        cause,
        hint: `Correct or remove ${origin}; without it rapgo looks for ffmpeg itself`,
      },
    );
  }
}

async function programAt(path: string, env: Environment): Promise<string> {
  if (!/[\\/]/.test(path)) return (await findOnPath(path.replace(/\.exe$/i, ''), env))[0] ?? path;
  const isFolder = (await stat(path)).isDirectory();
  return isFolder ? join(path, process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg') : path;
}

async function candidates(env: Environment): Promise<readonly ExplicitChoice[]> {
  const onPath = (await findOnPath('ffmpeg', env)).map((path) => ({ path, origin: 'PATH' }));
  const fromNpm = await bundledFfmpeg();
  return fromNpm === undefined ? onPath : [...onPath, { path: fromNpm, origin: 'npm' }];
}

/**
 * Path of the ffmpeg that came as an npm package; undefined on a platform it has no program for, where the
 * package throws a string while it is imported.
 */
export async function bundledFfmpeg(): Promise<string | undefined> {
  try {
    const { default: installer } = await import('@ffmpeg-installer/ffmpeg');
    return installer.path;
  } catch {
    return undefined;
  }
}

function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : cause.message;
}
