import { ERROR_CODES } from '../engine/errors.js';
import { VERSION } from '../version.js';
import { describeFailure } from './failure.js';
import { type Host, type OutputStream, processHost } from './host.js';
import { listenForInterrupts } from './interrupt.js';
import type { Session } from './program.js';
import type { Failure, Reporter } from './report/reporter.js';

/** Errors of a stream whose reader has gone: `rapgo jobs list | head -1` is no failure. */
const READER_GONE = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/**
 * Runs one command line to its end. Nothing is loaded that the command does not need: `--version` is answered before
 * even the option parser is.
 *
 * @param argv without the program's own name
 * @returns the exit code; see docs/exit-codes.md
 */
export async function main(argv: readonly string[], host: Host = processHost()): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    host.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const outputs = [watchOutput(host.stdout), watchOutput(host.stderr)];
  const interrupts = listenForInterrupts(host);
  const session: Session = { host, signal: interrupts.signal, divertInterrupt: interrupts.divert };
  const verdict = createVerdict(argv, session, interrupts.exitCode);
  host.onFault?.((thrown) => {
    // After an interrupt, work that was cut off may complain late; cleaning up goes on, and the deadline is set.
    if (interrupts.exitCode() !== undefined) return;
    void verdict.fail(thrown).then(() => host.exit(verdict.exitCode()));
  });
  try {
    const { runProgram } = await import('./program.js');
    await runProgram(argv, session);
  } catch (thrown) {
    await verdict.fail(thrown);
  }
  await session.context?.close().catch(verdict.fail);
  for (const output of outputs) {
    const fault = await output.end();
    if (fault) await verdict.fail(fault);
  }
  interrupts.dispose();
  return verdict.exitCode();
}

/** Keeps the first failure of a run, which is the one that is told; what follows is mostly its echo. */
function createVerdict(argv: readonly string[], session: Session, interruptCode: () => number | undefined) {
  let failure: Failure | undefined;
  return {
    async fail(thrown: unknown): Promise<void> {
      if (failure) return;
      const isVerbose = session.context?.common.verbose ?? hasFlag(argv, '-v', '--verbose');
      failure = describeFailure(thrown, { interruptCode: interruptCode(), isVerbose });
      const report = session.context?.report ?? (await earlyReporter(argv, session.host));
      report.failure(failure);
    },
    exitCode(): number {
      const conceded = session.context?.conceded;
      return failure?.exitCode ?? (conceded === undefined ? 0 : ERROR_CODES[conceded]);
    },
  };
}

/** The printer for a failure before settings could be read: the flags as they stand are all there is to go by. */
async function earlyReporter(argv: readonly string[], host: Host): Promise<Reporter> {
  const { createReporter } = await import('./report/index.js');
  return createReporter(host, {
    json: hasFlag(argv, '--json'),
    quiet: hasFlag(argv, '-q', '--quiet'),
    verbose: hasFlag(argv, '-v', '--verbose'),
    color: !hasFlag(argv, '--no-color'),
  });
}

function hasFlag(argv: readonly string[], ...names: string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => names.includes(word));
}

/**
 * Listens for errors of a stream, which would end the process with a stack trace.
 *
 * @returns `end`, which waits until everything is written and says what stopped it, a reader that left aside
 */
function watchOutput(stream: OutputStream): { end(): Promise<Error | undefined> } {
  let fault: NodeJS.ErrnoException | undefined;
  const onError = (error: NodeJS.ErrnoException) => {
    if (!READER_GONE.has(error.code ?? '')) fault ??= error;
  };
  stream.on('error', onError);
  return {
    async end() {
      await new Promise<void>((resolve) => stream.write('', () => resolve()));
      return fault;
    },
  };
}
