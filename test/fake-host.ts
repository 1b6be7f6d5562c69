import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { Host, OutputStream } from '../src/cli/host.js';

/** A stream that keeps what is written. */
interface KeptStream extends OutputStream {
  text(): string;
}

/** What a test wants of its process. */
export interface FakeHostOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly stdin?: Iterable<Uint8Array>;
  readonly isTTY?: boolean;
}

/** A process that only exists in a test. */
export interface FakeHost extends Host {
  readonly stdout: KeptStream;
  readonly stderr: KeptStream;
  readonly signals: EventEmitter;
  readonly exits: number[];
}

/** Makes a process with streams, environment and folder of its own. */
export function fakeHost({ env = {}, cwd = '/', stdin = [], isTTY = false }: FakeHostOptions = {}): FakeHost {
  const exits: number[] = [];
  return {
    env,
    cwd,
    stdin: Readable.from(stdin),
    stdout: keptStream(isTTY),
    stderr: keptStream(isTTY),
    signals: new EventEmitter(),
    exits,
    exit: (code) => exits.push(code),
  };
}

function keptStream(isTTY: boolean): KeptStream {
  const chunks: Uint8Array[] = [];
  return {
    isTTY,
    columns: 80,
    write(chunk, done) {
      chunks.push(Buffer.from(chunk));
      done?.();
      return true;
    },
    on() {},
    off() {},
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
