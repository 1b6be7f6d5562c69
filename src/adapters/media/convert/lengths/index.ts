import type { ConvertFormat } from '../../../../engine/ports/converter.js';
import { flacLength } from './flac-length.js';
import { mp3Length } from './mp3-length.js';
import { oggLength } from './ogg-length.js';
import { wavLength } from './wav-length.js';

/**
 * How to read the length out of a finished file, samples per channel. AAC has no exact place for it: its containers
 * round to frames or milliseconds.
 */
export const RESULT_LENGTHS: Readonly<
  Partial<Record<ConvertFormat, (file: string) => Promise<number | undefined>>>
> = {
  mp3: mp3Length,
  wav: wavLength,
  flac: flacLength,
  opus: oggLength,
  ogg: oggLength,
};
