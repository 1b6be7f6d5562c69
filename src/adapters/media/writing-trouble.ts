import { RapgoError } from '../../engine/errors.js';
import { outputFull } from '../artifacts/output-error.js';
import type { Ffmpeg } from './ffmpeg.js';

/** What ffmpeg said of the volume it writes to, as our error. */
export function volumeTrouble(file: string, said: string): RapgoError | undefined {
  if (/No space left on device|Disk quota exceeded|File too large/.test(said)) return outputFull(file);
  const words = /Permission denied|Read-only file system|Input\/output error/.exec(said)?.[0];
  if (words === undefined) return undefined;
  return new RapgoError('output/unwritable', `${file} cannot be written: ${words.toLowerCase()}`);
}

/** @throws {RapgoError} `tool/missing` where this ffmpeg lacks an encoder */
export function checkEncoder(ffmpeg: Ffmpeg, format: string, encoder: string): void {
  if (ffmpeg.encoders.has(encoder)) return;
  throw new RapgoError(
    'tool/missing',
    `the ffmpeg at ${ffmpeg.path} cannot write ${format}: it has no ${encoder}`,
    {
      hint: 'Choose another format (wav needs no ffmpeg) or another ffmpeg with --ffmpeg',
    },
  );
}
