import type { Readable } from 'node:stream';

/** Where words are written. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Lines of a terminal. */
  readonly rows?: number | undefined;
  write(chunk: string | Uint8Array, done?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Where speech may come from: a real stream, since only such a one can be let go of while it is silent. */
type InputStream = Readable & { readonly isTTY?: boolean | undefined };

/** Gives notice of Ctrl-C and of a request to end. */
interface SignalSource {
  on(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
  off(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
}

/** Hears of errors that nothing caught; a listener keeps the process alive, so it has to end it. */
type OnFault = (listener: (thrown: unknown) => void) => void;

/** Everything the command line sees of the process it runs in, so that a test can be that process. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative names on the command line start here. */
  readonly cwd: string;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** Absent in tests that send no signals. */
  readonly signals?: SignalSource | undefined;
  readonly onFault?: OnFault | undefined;
  /** Ends the process at once; used by a second Ctrl-C and by a stop that takes too long. */
  readonly exit: (code: number) => void;
}

/** The process we really run in. Its streams are made when first asked for: each costs a little. */
export function processHost(): Host {
  return {
    env: process.env,
    cwd: currentFolder(),
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    signals: process,
    onFault: (listener) => void process.on('uncaughtException', listener).on('unhandledRejection', listener),
    exit: (code) => process.exit(code),
  };
}

/** The current folder may have been deleted under us; names that need it then fail one by one, with words. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? '/';
  }
}
