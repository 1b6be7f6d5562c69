import { createReadStream } from 'node:fs';
import { RapgoError } from '../../engine/errors.js';
import type { ByteSink } from '../../engine/ports/media.js';
import type { CliContext } from '../context.js';

/** Errors of a stream whose reader has gone. */
const READER_GONE = new Set(['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED']);

/** A reader that leaves early is no failure: `main` keeps quiet about it, and the loop ends with the stream. */
export async function sendToStdout({ host, signal }: CliContext, file: string): Promise<void> {
  for await (const chunk of createReadStream(file, { signal })) {
    const fault = await written(host.stdout, chunk as Uint8Array);
    if (fault !== undefined) return;
  }
}

/** Stdout as a place for bytes as they are made. */
export interface StdoutSink extends ByteSink {
  /** Whether the reader has left: then what stopped the work is no failure. */
  readonly isGone: () => boolean;
}

/** Makes such a place. Its `write` throws when nobody reads any more, so that work ends early. */
export function stdoutSink({ host }: Pick<CliContext, 'host'>): StdoutSink {
  let isGone = false;
  return {
    isGone: () => isGone,
    async write(bytes) {
      const fault = await written(host.stdout, bytes);
      if (fault === undefined) return;
      isGone = READER_GONE.has(fault.code ?? '');
      if (!isGone) throw fault;
      throw new RapgoError('output/unwritable', 'whoever read stdout has left');
    },
  };
}

function written(
  stdout: CliContext['host']['stdout'],
  bytes: Uint8Array,
): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    stdout.write(bytes, (error) => resolve(error ?? undefined));
  });
}
