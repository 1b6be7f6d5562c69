import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { FfmpegCommand } from 'fluent-ffmpeg';
import type { Ffmpeg } from './ffmpeg.js';

/** One ffmpeg run: options and source of its inputs, options and target of its output. */
export interface FfmpegLine {
  readonly inputOptions: readonly string[];
  /** An address such as `file:/a/b.mp3`, or a stream that becomes its standard input. */
  readonly source: string | Readable;
  /** A second input. */
  readonly secondSource?: { readonly options: readonly string[]; readonly address: string } | undefined;
  readonly outputOptions: readonly string[];
  /**
   * An address, or a stream that takes its standard output. Give it `emitClose: false`: fluent-ffmpeg takes its
   * 'close' for a broken target and races it against the end of the process.
   */
  readonly target: string | Writable;
}

type Ring = { get(): string };
type OnEnd = (error: unknown, stdout?: Ring, stderr?: Ring) => void;

/** The inner methods of fluent-ffmpeg that are replaced for our commands. */
interface FluentInternals {
  _checkCapabilities(callback: (error: null) => void): void;
  _getFfmpegPath(callback: (error: null, path: string) => void): void;
  availableEncoders(callback: (error: null, encoders: object) => void): void;
  _spawnFfmpeg(
    args: readonly string[],
    options: object,
    onProcess: (process: ChildProcess, stdout: Ring, stderr: Ring) => void,
    onEnd: OnEnd,
  ): void;
}

const EMPTY_RING: Ring = { get: () => '' };

/**
 * A fluent-ffmpeg command, which builds the argument array and runs it without a shell, with four of its inner
 * methods replaced on this one object:
 * - the check of formats is left out (it misreads the lists of ffmpeg 7), and so is the list of encoders that it
 *   only needs for `-strict experimental`: both would start ffmpeg again;
 * - the program comes from us, not from its module-wide cache, and runs behind the launcher that ends it with us;
 * - a program that cannot start becomes an `error` event; fluent-ffmpeg itself would crash the process.
 */
export async function createFluentCommand(ffmpeg: Ffmpeg, line: FfmpegLine): Promise<FfmpegCommand> {
  const { default: fluent } = await import('fluent-ffmpeg');
  const command = fluent({ stdoutLines: 100 });
  // Several arguments, not one list: in a list, fluent-ffmpeg splits every entry that holds one space.
  command.input(line.source).inputOptions(...withDecoy(line.inputOptions));
  if (line.secondSource !== undefined) {
    command.input(line.secondSource.address).inputOptions(...withDecoy(line.secondSource.options));
  }
  command.output(line.target).outputOptions(...withDecoy(line.outputOptions));

  const inner = command as unknown as FluentInternals;
  const [program = ffmpeg.path, ...before] = [...ffmpeg.launcher, ffmpeg.path];
  const spawn = inner._spawnFfmpeg.bind(command);
  inner._checkCapabilities = (callback) => callback(null);
  inner.availableEncoders = (callback) => callback(null, {});
  inner._getFfmpegPath = (callback) => callback(null, program);
  inner._spawnFfmpeg = (args, options, onProcess, onEnd) => {
    const end: OnEnd = (error, stdout = EMPTY_RING, stderr = EMPTY_RING) => onEnd(error, stdout, stderr);
    try {
      spawn([...before, ...args], { ...options, env: plainEnvironment() }, onProcess, end);
    } catch (cause) {
      end(cause); // arguments that are too long, for one, are refused by an exception
    }
  };
  return command;
}

/** Options never come alone, since fluent-ffmpeg splits a lone one at its space. */
function withDecoy(options: readonly string[]): [string, string, ...string[]] {
  const [first, second, ...rest] = options;
  if (first === undefined || second === undefined)
    throw new RangeError('ffmpeg options come at least in pairs');
  return [first, second, ...rest];
}

/** Our environment without what makes ffmpeg colour its words or write a report file. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { FFREPORT: _report, AV_LOG_FORCE_COLOR: _color, ...env } = process.env;
  return { ...env, AV_LOG_FORCE_NOCOLOR: '1' };
}
