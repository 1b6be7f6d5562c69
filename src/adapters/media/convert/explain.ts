import type { Conversion } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { fileAddress, GUARDED_INPUT } from '../media-file.js';
import { inputOptions, outputOptions } from './arguments.js';
import { lookFirst } from './look-first.js';

/** The command line that would convert a file. */
export async function explainConversion(
  ffmpeg: Ffmpeg,
  file: string,
  target: string,
  conversion: Conversion,
): Promise<readonly string[]> {
  const seen = await lookFirst(ffmpeg, file, conversion);
  return [
    ...[ffmpeg.path, '-nostdin', ...GUARDED_INPUT, ...inputOptions(conversion), '-i', fileAddress(file)],
    ...[...outputOptions(conversion, seen), fileAddress(target)],
  ];
}
