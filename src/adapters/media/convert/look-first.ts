import { RapgoError } from '../../../engine/errors.js';
import type { Conversion } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import type { FoundTrack } from '../media-info.js';
import { probeMedia } from '../probe-media.js';
import type { SeenSource } from './arguments.js';
import { findCover, parseChapters } from './contents.js';
import { CONVERT_RECIPES } from './recipes.js';

/**
 * Looks at the source where the options for ffmpeg depend on it. Plain MP3, which most people want, does without: a look
 * costs as much as converting a minute.
 *
 * @throws {RapgoError} as `probeMedia`; `request/unmet` where there is no such track
 */
export async function lookFirst(
  ffmpeg: Ffmpeg,
  file: string,
  conversion: Conversion,
): Promise<SeenSource | undefined> {
  const { format, track, copy, tagsFrom, signal } = conversion;
  if (format === 'mp3' && track === null && !copy && tagsFrom === null) return undefined;
  const { info, lines } = await probeMedia(ffmpeg, file, { signal });
  const tracks = info.audioTracks as readonly FoundTrack[];
  const chosen = tracks[track ?? 0];
  if (chosen === undefined) {
    const words = `${file} has ${tracks.length} audio tracks, so there is no track ${track! + 1}`;
    throw new RapgoError('request/unmet', words);
  }
  const isCopy = copy && isUnchanged(conversion) && CONVERT_RECIPES[format].holds.test(chosen.codec);
  const { cover } = CONVERT_RECIPES[format];
  // ffmpegs before 4.4 make a film of a cover in M4A, and cut off the line that would hold one as a comment
  const takesCover = cover !== 'none' && (ffmpeg.hasStatsPeriod || (cover === 'stream' && format !== 'm4a'));
  return {
    cover: takesCover ? findCover(lines) : null,
    chapters: parseChapters(lines),
    isCopy,
    wavSample: chosen.wavSample,
  };
}

/** Whether packets may be taken over: nothing is asked for that reaches into the sound. */
function isUnchanged({
  quality,
  sampleRate,
  channelCount,
  gainDb,
  startSeconds,
  endSeconds,
}: Conversion): boolean {
  const asked = [quality, sampleRate, channelCount, startSeconds, endSeconds];
  return gainDb === 0 && asked.every((value) => value === null);
}
