import { statSync } from 'node:fs';
import { basename, extname, join, resolve, sep } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import { OUTPUT_FORMATS, type OutputFormat } from '../../engine/ports/media.js';
import type { CliContext } from '../context.js';
import type { Origin } from '../settings.js';

/** Where a rap goes and as what. */
export interface OutputChoice {
  /** Absolute; undefined for stdout. */
  readonly file: string | undefined;
  readonly format: OutputFormat;
}

/** What the choice is made from. */
export interface OutputWishes {
  readonly output: string | null;
  readonly format: OutputFormat | null;
  /** Where the two came from: only two flags can contradict each other. */
  readonly origins: { readonly output: Origin; readonly format: Origin };
  readonly cwd: string;
  /** Name of the file without its ending, where none is given. */
  readonly defaultName: string;
  /** Format where nothing says one. @default 'mp3' */
  readonly fallback?: OutputFormat | undefined;
}

/**
 * Chooses file and format: a name's ending decides, `--format` for a name without one, for stdout and for the
 * default name.
 *
 * @throws {RapgoError} `usage/bad-option` where they contradict each other or say nothing
 */
export function chooseOutput(wishes: OutputWishes): OutputChoice {
  const { output, format, origins, cwd, defaultName, fallback = 'mp3' } = wishes;
  const named = format ?? fallback;
  if (output === '-') return { file: undefined, format: named };
  if (output === null) return { file: join(cwd, `${defaultName}.${named}`), format: named };
  if (isFolder(output)) return { file: join(output, `${defaultName}.${named}`), format: named };
  const ending = extname(output).slice(1).toLowerCase();
  const byEnding = OUTPUT_FORMATS.find((candidate) => candidate === ending);
  if (byEnding === undefined) {
    if (format !== null) return { file: output, format };
    throw new RapgoError('usage/bad-option', `${basename(output)} does not say which format it is to have`, {
      hint: `an ending (${OUTPUT_FORMATS.map((name) => `.${name}`).join(', ')}) or --format`,
    });
  }
  const isContradiction = origins.output.source === 'flag' && origins.format.source === 'flag';
  if (format !== null && format !== byEnding && isContradiction) {
    throw new RapgoError(
      'usage/bad-option',
      `${basename(output)} is a name for ${byEnding}, but --format says ${format}`,
    );
  }
  return { file: output, format: byEnding };
}

/**
 * Refuses to write over a file the job reads: an original is never touched, with or without `--force`. Links are
 * followed, so that another name of the same file is no way round.
 *
 * @throws {RapgoError} `usage/bad-option`
 */
export function guardOriginals(outputs: readonly string[], originals: readonly string[]): void {
  const taken = new Map(originals.map((original) => [identityOf(original), original]));
  for (const output of outputs) {
    const identity = identityOf(output);
    const other = taken.get(identity);
    if (other !== undefined) {
      throw new RapgoError('usage/bad-option', `${output} would be written over ${other}`, {
        hint: 'a name of its own for each file',
      });
    }
    taken.set(identity, output);
  }
}

function identityOf(file: string): string {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return resolve(file);
  }
}

function isFolder(path: string): boolean {
  if (path.endsWith(sep) || path.endsWith('/')) return true;
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/**
 * Refuses a sound on stdout where it cannot go: beside JSON lines, or into a terminal.
 *
 * @param what it is to the person
 * @throws {RapgoError} `usage/bad-option`
 */
export function checkStdout(
  { common, host }: Pick<CliContext, 'common' | 'host'>,
  output: string | null,
  what = 'rap',
): void {
  if (output !== '-') return;
  if (common.json)
    throw new RapgoError('usage/bad-option', `--json and the ${what} cannot share stdout`, {
      hint: '-o FILE',
    });
  if (host.stdout.isTTY) {
    throw new RapgoError('usage/bad-option', `the ${what} would go to a terminal`, {
      hint: '-o FILE, or a pipe',
    });
  }
}
