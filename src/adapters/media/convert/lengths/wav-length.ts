import { readHeadAndTail } from './head-and-tail.js';

/** Samples per channel of a WAV or RF64 file by its header; undefined where it is none. */
export async function wavLength(file: string): Promise<number | undefined> {
  const { head } = await readHeadAndTail(file);
  const kind = head.toString('latin1', 0, 4);
  if ((kind !== 'RIFF' && kind !== 'RF64') || head.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let blockAlign: number | undefined;
  let longData: number | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const id = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    if (id === 'ds64') longData = Number(head.readBigUInt64LE(at + 16));
    if (id === 'fmt ') blockAlign = head.readUInt16LE(at + 20);
    if (id === 'data') {
      const bytes = kind === 'RF64' ? longData : size;
      return blockAlign && bytes !== undefined ? bytes / blockAlign : undefined;
    }
    at += 8 + size + (size & 1);
  }
  return undefined;
}
