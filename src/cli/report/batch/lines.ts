import type { OutputStream } from '../../host.js';
import { printable } from '../../printable.js';
import type { BatchItem, BatchReporter, BatchReportOptions, BatchTotals } from './batch-reporter.js';
import { itemLines, totalsLine } from './words.js';

/** Programs that watch a build think it dead when it is silent for long. */
const SIGN_OF_LIFE_MS = 30_000;

/** A line for each finished file, and a sign of life now and then: for pipes and logs. */
export function lineBatchReporter(
  stderr: OutputStream,
  { isQuiet, isVerbose, cwd }: BatchReportOptions,
  now: () => number,
): BatchReporter {
  const startedAt = now();
  let lastLine = startedAt;
  const say = (line: string) => {
    lastLine = now();
    stderr.write(`${printable(line)}\n`);
  };
  const isShown = ({ state }: BatchItem) =>
    state === 'failed' || (!isQuiet && (state !== 'skipped' || isVerbose));
  return {
    begin() {},
    event(_key, event) {
      if (event.type === 'warning') say(`rapgo: warning: ${event.message}`);
    },
    item(_key, item) {
      if (isShown(item)) itemLines(item, cwd).forEach(say);
    },
    totals(totals: BatchTotals) {
      if (!isQuiet && now() - lastLine >= SIGN_OF_LIFE_MS) say(totalsLine(totals, now() - startedAt));
    },
    end() {},
  };
}
