import { readAt } from './head-and-tail.js';

/** Samples per channel of a FLAC file by its STREAMINFO block; undefined where it does not say. */
export async function flacLength(file: string): Promise<number | undefined> {
  const head = await readAt(file, 0, 42);
  if (head.length < 26 || head.toString('latin1', 0, 4) !== 'fLaC') return undefined;
  const total = (head[21]! & 0x0f) * 2 ** 32 + head.readUInt32BE(22); // 36 bits
  return total === 0 ? undefined : total;
}
