import { open } from 'node:fs/promises';

/** The two ends of a file, where containers keep what they know of their length. */
export interface HeadAndTail {
  readonly head: Buffer;
  /** The last bytes; all of a short file. */
  readonly tail: Buffer;
  readonly bytes: number;
}

const HEAD_BYTES = 64 * 1024;
const TAIL_BYTES = 128 * 1024; // an Ogg page holds at most 64 kB

/** Reads both ends of a file. */
export async function readHeadAndTail(file: string): Promise<HeadAndTail> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const read = async (length: number, position: number) =>
      (await handle.read(Buffer.alloc(length), 0, length, position)).buffer;
    const head = await read(Math.min(HEAD_BYTES, size), 0);
    const from = Math.max(0, size - TAIL_BYTES);
    const tail = await read(size - from, from);
    return { head, tail, bytes: size };
  } finally {
    await handle.close();
  }
}

/** Reads bytes at a place of a file; fewer where it ends before. */
export async function readAt(file: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
