import type { Conversion } from '../../../engine/ports/converter.js';
import type { WavSample } from '../../../engine/ports/media.js';
import { checkTagName, plainTag } from '../encode-formats.js';
import { CONVERT_RECIPES, qualityOptions } from './recipes.js';

/** What was seen of a source before it is converted. */
export interface SeenSource {
  /** Place of the cover among the video streams; null where there is none. */
  readonly cover: number | null;
  /** Whether packets can be taken over. */
  readonly isCopy: boolean;
  /** The sample type of a WAV file that loses nothing of it. */
  readonly wavSample: WavSample;
}

/** Tags of containers that say nothing of the sound. */
const CONTAINER_TAGS = ['major_brand', 'minor_version', 'compatible_brands', 'creation_time', 'encoder'];

/** Options before the source: where to begin. ffmpeg seeks to the sample where it decodes. */
export function inputOptions({ startSeconds }: Pick<Conversion, 'startSeconds'>): readonly string[] {
  return startSeconds === null ? [] : ['-ss', `${startSeconds}`];
}

/**
 * Options between source and target. Without `seen`, ffmpeg chooses by itself: the richest audio track, and for MP3 a
 * cover, which is the only picture it takes.
 */
export function outputOptions(conversion: Conversion, seen: SeenSource | undefined): readonly string[] {
  const recipe = CONVERT_RECIPES[conversion.format];
  return [
    ...part(conversion),
    ...streams(conversion, seen),
    ...(seen?.isCopy ? ['-c:a', 'copy'] : encoding(conversion, seen)),
    ...metadata(conversion),
    ...recipe.options,
    ...['-f', recipe.muxer],
  ];
}

function part({ startSeconds, endSeconds }: Conversion): readonly string[] {
  return endSeconds === null ? [] : ['-t', `${endSeconds - (startSeconds ?? 0)}`];
}

function streams({ format, track }: Conversion, seen: SeenSource | undefined): readonly string[] {
  const { hasCover } = CONVERT_RECIPES[format];
  const noOthers = ['-sn', '-dn'];
  if (track === null && format === 'mp3' && seen === undefined) return [...noOthers, '-c:v', 'copy'];
  const cover = hasCover && seen?.cover != null ? seen.cover : null;
  if (cover === null) return [...(track === null ? [] : ['-map', `0:a:${track}`]), '-vn', ...noOthers];
  const picture = ['-map', `0:v:${cover}`, '-c:v', 'copy', '-disposition:v:0', 'attached_pic'];
  return ['-map', `0:a:${track ?? 0}`, ...picture];
}

function encoding(
  { format, quality, sampleRate, channelCount, gainDb }: Conversion,
  seen: SeenSource | undefined,
): readonly string[] {
  const { encoder, samples } = CONVERT_RECIPES[format];
  return [
    ...[
      '-c:a',
      encoder,
      ...qualityOptions(format, quality),
      ...(samples?.(seen?.wavSample ?? 'int16') ?? []),
    ],
    ...(sampleRate === null ? [] : ['-ar', `${sampleRate}`]),
    ...(channelCount === null ? [] : ['-ac', `${channelCount}`]),
    ...(gainDb === 0 ? [] : ['-af', `volume=${gainDb}dB:precision=float`]),
  ];
}

/** Tags of the source, or of the file that stands in for it, without what would put a date or a version into the result. */
function metadata({ tags, tagsFrom, chapters }: Conversion): readonly string[] {
  const from = tagsFrom === null ? '0' : '1';
  const dropped = CONTAINER_TAGS.filter((name) => !(name in tags));
  return [
    ...['-map_metadata', from, '-map_chapters', chapters ? from : '-1'],
    ...['-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...dropped.flatMap((name) => ['-metadata', `${name}=`]),
    ...Object.entries(tags).flatMap(([name, text]) => [
      '-metadata',
      `${checkTagName(name)}=${plainTag(text)}`,
    ]),
  ];
}
