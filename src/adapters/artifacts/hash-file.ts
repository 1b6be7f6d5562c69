import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CallOptions } from '../../engine/ports/call-options.js';

/** Large enough to be quick, small enough to hear an abort within milliseconds. */
const CHUNK_BYTES = 1024 * 1024;

/** A file's identity. */
export interface FileIdentity {
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Size and SHA-256 of a file, read once from beginning to end in constant memory.
 *
 * @throws the error of the file system, or the signal's reason when aborted
 */
export async function identifyFile(path: string, { signal }: CallOptions = {}): Promise<FileIdentity> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
