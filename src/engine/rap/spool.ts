import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { BlockSource } from '../../dsp/types.js';

/**
 * Float samples on disk between two passes over a song, so that ten minutes of stereo need no memory. It lives in
 * the scratch folder of a run and is no file format.
 */
export interface Spool {
  readonly channelCount: number;
  /** Samples per channel written so far. */
  length(): number;
  write(channels: readonly Float32Array[]): void;
  /** The whole spool from its start; each call reads on its own. */
  source(): BlockSource;
  close(): void;
}

/** @param file a new file in the scratch folder */
export function createSpool(file: string, channelCount: number): Spool {
  const handle = openSync(file, 'wx+');
  const frameBytes = 4 * channelCount;
  let written = 0;
  return {
    channelCount,
    length: () => written,
    write(channels) {
      const length = channels[0]!.length;
      const block = new Float32Array(length * channelCount);
      channels.forEach((channel, c) => {
        for (let n = 0; n < length; n++) block[n * channelCount + c] = channel[n]!;
      });
      writeSync(handle, block, 0, block.byteLength, written * frameBytes);
      written += length;
    },
    source() {
      let at = 0;
      return {
        channelCount,
        read(out) {
          const length = out[0]!.length;
          const block = new Float32Array(length * channelCount);
          const available = Math.max(0, Math.min(length, written - at));
          readSync(handle, block, 0, available * frameBytes, at * frameBytes);
          at += length;
          out.forEach((channel, c) => {
            for (let n = 0; n < length; n++) channel[n] = block[n * channelCount + c]!;
          });
        },
      };
    },
    close: () => closeSync(handle),
  };
}
