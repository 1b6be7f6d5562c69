import type { Conversion } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { fileAddress, GUARDED_INPUT } from '../media-file.js';
import { inputOptions, outputOptions } from './arguments.js';
import { TAGS_INPUT } from './cover-comment.js';
import { lookFirst } from './look-first.js';
import { CONVERT_RECIPES } from './recipes.js';

/** The command line that would convert a file. */
export async function explainConversion(
  ffmpeg: Ffmpeg,
  file: string,
  target: string,
  conversion: Conversion,
): Promise<readonly string[]> {
  const seen = await lookFirst(ffmpeg, file, conversion);
  // The file of tags is made in a run of its own before.
  const hasCoverComment = seen?.cover != null && CONVERT_RECIPES[conversion.format].cover === 'comment';
  return [
    ...[ffmpeg.path, '-nostdin', ...GUARDED_INPUT, ...inputOptions(conversion), '-i', fileAddress(file)],
    ...(hasCoverComment ? [...TAGS_INPUT, '-i', 'TAGS-AND-COVER'] : []),
    ...outputOptions(conversion, seen, hasCoverComment ? 'TAGS-AND-COVER' : null),
    fileAddress(target),
  ];
}
