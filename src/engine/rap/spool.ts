import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { BlockSource } from '../../dsp/types.js';
import { RapgoError } from '../errors.js';

/**
 * Float samples on disk between two passes over a song, so that ten minutes of stereo need no memory. It lives in
 * the scratch folder of a run and is no file format.
 */
export interface Spool {
  readonly channelCount: number;
  /** Samples per channel written so far. */
  length(): number;
  write(channels: readonly Float32Array[]): void;
  /** The samples from `start` on (0 = all of them); each call reads on its own. */
  source(start?: number): BlockSource;
  close(): void;
}

/** @param file a new file in the scratch folder */
export function createSpool(file: string, channelCount: number): Spool {
  const handle = openSync(file, 'wx+');
  const frameBytes = 4 * channelCount;
  let written = 0;
  let scratch = new Float32Array(0); // interleaved; shared, as every call ends before the next begins
  const blockOf = (length: number): Float32Array => {
    if (scratch.length < length * channelCount) scratch = new Float32Array(length * channelCount);
    return scratch;
  };
  return {
    channelCount,
    length: () => written,
    write(channels) {
      const length = channels[0]!.length;
      const block = blockOf(length);
      for (let c = 0; c < channelCount; c++) interleave(channels[c]!, block, c, channelCount);
      writeAll(handle, block, length * frameBytes, written * frameBytes);
      written += length;
    },
    source(start = 0) {
      let at = start;
      return {
        channelCount,
        read(out) {
          const length = out[0]!.length;
          const block = blockOf(length);
          const available = Math.max(0, Math.min(length, written - at));
          readSync(handle, block, 0, available * frameBytes, at * frameBytes);
          block.fill(0, available * channelCount, length * channelCount);
          at += length;
          for (let c = 0; c < channelCount; c++) pick(block, c, channelCount, out[c]!);
        },
      };
    },
    close: () => closeSync(handle),
  };
}

function interleave(channel: Float32Array, block: Float32Array, c: number, channelCount: number): void {
  for (let n = 0, at = c; n < channel.length; n++, at += channelCount) block[at] = channel[n]!;
}

function pick(block: Float32Array, c: number, channelCount: number, channel: Float32Array): void {
  for (let n = 0, at = c; n < channel.length; n++, at += channelCount) channel[n] = block[at]!;
}

function writeAll(handle: number, block: Float32Array, bytes: number, position: number): void {
  try {
    for (let done = 0; done < bytes; ) done += writeSync(handle, block, done, bytes - done, position + done);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
    throw new RapgoError('output/full', 'the volume of the output has no room for the samples of the song', {
      cause,
      hint: 'make room there (about 1 MB per second of song), or write to another folder with -o',
    });
  }
}
