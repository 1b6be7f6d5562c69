import { RapgoError } from '../../engine/errors.js';

/** How many of ffmpeg's last lines go into a message. */
const TAIL_LINES = 3;

/**
 * Turns a failed run into an error in plain words.
 *
 * @param cause what fluent-ffmpeg reported
 * @param lines stderr of the run
 */
export function describeFailure(cause: unknown, lines: readonly string[], path: string): RapgoError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const { code } = (cause ?? {}) as { code?: unknown };
  if (code === 'ENOENT' || code === 'EACCES') {
    return new RapgoError('tool/missing', `ffmpeg at ${path} does not start: ${words}`, { cause });
  }
  const signal = /killed with signal (\w+)/.exec(words)?.[1];
  if (signal !== undefined) {
    return new RapgoError('tool/failed', `ffmpeg was killed (${signal}) before it was done`, {
      cause,
      retryable: true,
      hint: 'See whether the machine ran out of memory, then try again',
    });
  }
  return new RapgoError('tool/failed', `ffmpeg failed: ${lastWords(lines) || words}`, { cause });
}

/**
 * Whether ffmpeg itself gave up, over its input as a rule: what it wrote before is as good as it gets. Not so
 * where somebody killed it, which says nothing about the input.
 */
export const isDamage = (failure: unknown): failure is RapgoError =>
  failure instanceof RapgoError && failure.code === 'tool/failed' && !failure.retryable;

/** The last lines of a run in one line, without addresses in memory. */
export function lastWords(lines: readonly string[]): string {
  return plainLines(lines).slice(-TAIL_LINES).join('; ');
}

/** The lines that say something, trimmed and without `[mp3 @ 0x55…]`. */
export function plainLines(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => !/^\s*Last message repeated/.test(line))
    .map((line) => line.replace(/\[(\S+) @ 0x[0-9a-f]+\] /g, '').trim())
    .filter((line) => line !== '');
}
