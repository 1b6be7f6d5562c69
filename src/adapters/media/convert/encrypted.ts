import { type FileHandle, open } from 'node:fs/promises';

/** Of the description of an MP4 file: an hour of sound takes some megabytes at most. */
const MOST_BYTES = 64_000_000;
const MOST_BOXES = 1000;
/** Kinds of sample that stand for encrypted ones: sound by ISO/IEC 23001-7, by Apple, by Audible. */
const ENCRYPTED = ['enca', 'drms', 'aavd'];

/**
 * Whether the sound of an MP4 file (ISO/IEC 14496-12) is encrypted, so that a decoder hears noise; false for other files.
 */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const description = await readMoov(file);
    return ENCRYPTED.some((kind) => description.includes(kind, 0, 'latin1'));
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** The box `moov` of a file, empty where there is none. */
async function readMoov(file: FileHandle): Promise<Buffer> {
  const head = Buffer.alloc(16);
  for (let at = 0, boxes = 0; boxes < MOST_BOXES; boxes++) {
    const { bytesRead } = await file.read(head, 0, 16, at);
    if (bytesRead < 16) break;
    const short = head.readUInt32BE(0);
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (head.toString('latin1', 4, 8) === 'moov') {
      const moov = Buffer.alloc(Math.min(size, MOST_BYTES));
      const { bytesRead: length } = await file.read(moov, 0, moov.length, at);
      return moov.subarray(0, length);
    }
    if (size < 8) break;
    at += size;
  }
  return Buffer.alloc(0);
}
