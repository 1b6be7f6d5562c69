import type { CallOptions } from '../../../engine/ports/call-options.js';
import type { MediaContents } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { probeMedia } from '../probe-media.js';
import { findCover, parseChapters } from './contents.js';

/** Looks into a file without decoding it. */
export async function inspectFile(
  ffmpeg: Ffmpeg,
  file: string,
  options: CallOptions,
): Promise<MediaContents> {
  const { info, lines } = await probeMedia(ffmpeg, file, options);
  return {
    durationSeconds: info.durationSeconds,
    audioTracks: info.audioTracks,
    chapters: parseChapters(lines),
    hasCover: findCover(lines) !== null,
    tags: info.tags ?? {},
  };
}
