import { readHeadAndTail } from './head-and-tail.js';

/** Samples per channel of an Ogg file by the time stamp of its last page, at 48 kHz for Opus; undefined if it is none. */
export async function oggLength(file: string): Promise<number | undefined> {
  const { head, tail } = await readHeadAndTail(file);
  const last = tail.lastIndexOf('OggS', undefined, 'latin1');
  if (last < 0 || last + 14 > tail.length || head.toString('latin1', 0, 4) !== 'OggS') return undefined;
  const granule = Number(tail.readBigInt64LE(last + 6));
  const opus = head.subarray(0, 512).indexOf('OpusHead', 0, 'latin1');
  return granule - (opus < 0 ? 0 : head.readUInt16LE(opus + 10)); // what a decoder throws away first
}
