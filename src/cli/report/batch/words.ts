import { basename, relative } from 'node:path';
import type { BatchItem, BatchTotals } from './batch-reporter.js';

const MARKS = { done: '✓', skipped: '·', failed: '✗', planned: '→' } as const;

/** One finished file in a line; what would be run for it in a second one. */
export function itemLines({ file, output, state, words, command }: BatchItem, cwd: string): string[] {
  const name = nameFrom(cwd, file);
  const names = output === null || state === 'failed' ? name : `${name} -> ${nameFrom(cwd, output)}`;
  const reason = words.replaceAll(file, basename(file));
  const line = `${MARKS[state]} ${names}${reason === '' ? '' : `  ${reason}`}`;
  return command === undefined ? [line] : [line, `  ${command.map(quoted).join(' ')}`];
}

/** A path as a person in `cwd` would write it. */
function nameFrom(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short.startsWith('..') ? path : short;
}

/** An argument as a shell would take it. */
const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;

/** How far a batch is: `12 of 40 files, 31 %, about 3 min left`. */
export function totalsLine(totals: BatchTotals, elapsedMs: number): string {
  const { files, filesDone, isCounted } = totals;
  const share = shareOf(totals);
  const parts = [`${filesDone} of ${files}${isCounted ? '' : ' or more'} files`];
  if (share !== undefined) {
    parts.push(`${Math.floor(100 * share)} %`);
    if (share > 0.02) parts.push(`about ${spanOf((elapsedMs / share) * (1 - share))} left`);
  }
  return parts.join(', ');
}

/** Share of the whole by bytes, 0 to 1; undefined while nobody knows how much there is. */
export function shareOf({ bytes, bytesDone, isCounted }: BatchTotals): number | undefined {
  return isCounted && bytes > 0 ? Math.min(1, bytesDone / bytes) : undefined;
}

/** A span of time in two units at most: `40 s`, `3 min`, `1 h 20 min`. */
export function spanOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
