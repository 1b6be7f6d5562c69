import type { JobEvent } from '../../engine/events.js';
import type { Colours } from '../colour.js';
import type { OutputStream } from '../host.js';
import { failureLines } from './failure-lines.js';
import type { Reporter, ReportOptions } from './reporter.js';

/** Version of the lines, see docs/json.md; new fields do not raise it. */
const JSON_VERSION = 1;
const PROGRESS_MS = 200;

/** What the printer for programs needs. */
export interface JsonOptions extends ReportOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly colours: Pick<Colours, 'red' | 'dim'>;
  readonly now: () => number;
}

/**
 * Prints for programs: one JSON object per line on stdout, the last one `result` or `error`. The end of a job is
 * told by that last line alone, so `finished`, `failed` and `cancelled` are not printed beside it.
 */
export function createJsonReporter({ stdout, stderr, colours, isQuiet, now }: JsonOptions): Reporter {
  let jobId: string | undefined;
  let stage: string | undefined;
  let lastProgress = Number.NEGATIVE_INFINITY;
  const print = (line: Readonly<Record<string, unknown>>) =>
    stdout.write(`${JSON.stringify({ version: JSON_VERSION, ...line })}\n`);
  const isDue = (event: JobEvent & { type: 'progress' }) =>
    event.stage !== stage || event.fraction >= 1 || now() - lastProgress >= PROGRESS_MS;
  return {
    event(event) {
      jobId = event.jobId;
      if (event.type === 'started' || event.type === 'warning') print({ ...event });
      if (event.type !== 'progress' || isQuiet || !isDue(event)) return;
      stage = event.stage;
      lastProgress = now();
      print({ ...event });
    },
    note() {},
    detail() {},
    warn: (message) => print({ type: 'warning', code: 'cli', message }),
    item: ({ type, data }) => print({ type, ...data }),
    result: ({ command, data }) => print({ type: 'result', command, ...(jobId && { jobId }), ...data }),
    failure(failure) {
      const { code, exitCode, message, hint } = failure;
      print({ type: 'error', ...(jobId && { jobId }), code, exitCode, message, ...(hint && { hint }) });
      // In words too, for whoever watches; stdout stays clean.
      for (const line of failureLines(failure, colours)) stderr.write(`${line}\n`);
    },
    printAbove() {},
  };
}
