import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RapgoError } from '../../engine/errors.js';
import type { CliContext } from '../context.js';

/** Speech to work on. */
export interface Speech {
  /** Absolute. */
  readonly file: string;
  /** Its name without folder and ending: what outputs are called after. */
  readonly name: string;
}

/** What an argument names, in words. */
export interface InputWords {
  /** Also names what comes from stdin. */
  readonly what: string;
  /** A command line that takes it from stdin. */
  readonly example: string;
}

const SPEECH: InputWords = { what: 'speech', example: 'rapgo generate - < speech.wav' };

/**
 * The speech, or other sound, an argument names; `-` is stdin, kept in a temporary file while the command runs, since it is read
 * twice (for its hash and for its sound).
 *
 * @throws {RapgoError} `usage/bad-option` for `-` at a terminal; `media/unreadable` where nothing came in
 */
export async function openSpeech(
  cli: CliContext,
  given: string,
  { what, example } = SPEECH,
): Promise<Speech> {
  if (given !== '-') {
    const file = resolve(cli.host.cwd, given);
    return { file, name: basename(file, extname(file)) };
  }
  if (cli.host.stdin.isTTY) {
    throw new RapgoError('usage/bad-option', `${what} is expected on stdin, which is a terminal`, {
      hint: `a file, or a pipe: ${example}`,
    });
  }
  const file = join(await cli.temporaryFolder(), what);
  await pipeline(cli.host.stdin, createWriteStream(file), { signal: cli.signal }).catch((cause: unknown) => {
    throw isFull(cause) ? temporaryFull(file, cause) : cause;
  });
  if ((await stat(file)).size === 0) throw new RapgoError('media/unreadable', 'nothing came in on stdin');
  return { file, name: what };
}

const isFull = (cause: unknown): boolean => (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOSPC';

function temporaryFull(file: string, cause: unknown): RapgoError {
  const words = `there is no room left for what comes from stdin in ${dirname(dirname(file))}`;
  return new RapgoError('output/full', words, {
    cause,
    hint: 'free some room, or another folder with TMPDIR',
  });
}
