import type { Colours } from '../colour.js';
import { printable } from '../printable.js';
import type { Failure } from './reporter.js';

/** A failure in words: what failed, what to try, and for `--verbose` where it came from. */
export function failureLines(
  { message, hint, stack }: Failure,
  colours: Pick<Colours, 'red' | 'dim'>,
): string[] {
  const lines = [`${colours.red('rapgo:')} ${printable(message)}`];
  if (hint !== undefined) lines.push(`  try: ${printable(hint)}`);
  if (stack !== undefined)
    lines.push(...stack.split('\n').map((line) => colours.dim(`  ${printable(line)}`)));
  return lines;
}
