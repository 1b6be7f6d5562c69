import type { JobEvent } from '../../engine/events.js';
import type { Colours } from '../colour.js';
import type { OutputStream } from '../host.js';
import { printable } from '../printable.js';
import { failureLines } from './failure-lines.js';
import type { Progress } from './progress.js';
import type { Foot, Reporter, ReportOptions } from './reporter.js';

/** What the printer for people needs. */
export interface PlainOptions extends ReportOptions {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** For stderr. */
  readonly colours: Pick<Colours, 'red' | 'yellow' | 'dim'>;
  readonly progress: Progress;
}

/** Prints for people: results on stdout, everything else on stderr. */
export function createPlainReporter(options: PlainOptions): Reporter {
  const { stdout, stderr, colours, progress, isQuiet, isVerbose } = options;
  let foot: Foot | undefined;
  const say = (line: string) => {
    if (foot !== undefined) return foot.say(line);
    progress.clear();
    stderr.write(`${line}\n`);
  };
  const warn = (text: string) => say(`${colours.yellow('rapgo: warning:')} ${printable(text)}`);
  return {
    event(event: JobEvent) {
      if (event.type === 'warning') warn(event.message);
      else if (event.type === 'progress') {
        if (!isQuiet) progress.show(event.stage, event.fraction);
      } else if (event.type !== 'started') progress.end();
      else if (isVerbose) say(colours.dim(`job ${event.jobId}`));
    },
    note(text) {
      if (!isQuiet) say(printable(text));
    },
    detail(text) {
      if (isVerbose) say(colours.dim(printable(text)));
    },
    warn,
    item({ lines }) {
      progress.end();
      for (const line of lines) stdout.write(`${line}\n`);
    },
    result({ lines }) {
      progress.end();
      for (const line of lines) stdout.write(`${line}\n`);
    },
    failure(failure) {
      foot?.end();
      progress.end();
      for (const line of failureLines(failure, colours)) stderr.write(`${line}\n`);
    },
    printAbove(next) {
      foot = next;
    },
  };
}
