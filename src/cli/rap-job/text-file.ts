import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { RapgoError } from '../../engine/errors.js';

/**
 * Reads a small text file that a person named.
 *
 * @param what it is to the person: `transcript`, `plan`
 * @param maxBytes a longer file was named by mistake
 * @throws {RapgoError} `media/not-found`, `media/unreadable`
 */
export async function readTextFile(file: string, what: string, maxBytes: number): Promise<string> {
  try {
    // One byte more than allowed tells that there is more; a pipe has no size to ask for.
    const bytes = await buffer(createReadStream(file, { end: maxBytes }));
    if (bytes.byteLength > maxBytes)
      throw new RapgoError('media/unreadable', `the ${what} ${file} is too long`);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    if (cause instanceof RapgoError) throw cause;
    throw toRapgoError(cause, file, what);
  }
}

function toRapgoError(cause: unknown, file: string, what: string): RapgoError {
  if (cause instanceof TypeError) {
    return new RapgoError('media/unreadable', `the ${what} ${file} is not UTF-8 text`, { cause });
  }
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  if (reason === 'ENOENT' || reason === 'ENOTDIR') {
    return new RapgoError('media/not-found', `there is no ${what} ${file}`, { cause });
  }
  return new RapgoError('media/unreadable', `the ${what} ${file} cannot be read (${reason})`, { cause });
}
