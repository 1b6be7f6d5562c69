import type { Chapter, Conversion } from '../../../engine/ports/converter.js';
import type { WavSample } from '../../../engine/ports/media.js';
import { checkTagName, plainTag } from '../encode-formats.js';
import { CONVERT_RECIPES, qualityOptions } from './recipes.js';

/** What was seen of a source before it is converted. */
export interface SeenSource {
  /** Place of the cover among the video streams; null where there is none that could be carried over. */
  readonly cover: number | null;
  readonly chapters: readonly Chapter[];
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
 *
 * @param tagsFrom the second source, where tags come from one
 */
export function outputOptions(
  conversion: Conversion,
  seen: SeenSource | undefined,
  tagsFrom: string | null,
): readonly string[] {
  const recipe = CONVERT_RECIPES[conversion.format];
  return [
    ...part(conversion),
    ...streams(conversion, seen),
    ...(seen?.isCopy ? ['-c:a', 'copy'] : encoding(conversion, seen)),
    ...metadata(conversion, seen?.chapters ?? [], tagsFrom),
    ...recipe.options,
    ...['-f', recipe.muxer],
  ];
}

function part({ startSeconds, endSeconds }: Conversion): readonly string[] {
  return endSeconds === null ? [] : ['-t', `${endSeconds - (startSeconds ?? 0)}`];
}

function streams({ format, track }: Conversion, seen: SeenSource | undefined): readonly string[] {
  const noOthers = ['-sn', '-dn'];
  if (track === null && format === 'mp3' && seen === undefined) return [...noOthers, '-c:v', 'copy'];
  const cover = CONVERT_RECIPES[format].cover === 'stream' ? (seen?.cover ?? null) : null;
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
function metadata(
  conversion: Conversion,
  chapters: readonly Chapter[],
  tagsFrom: string | null,
): readonly string[] {
  const from = tagsFrom === null ? '0' : '1';
  const { tags } = conversion;
  const dropped = CONTAINER_TAGS.filter((name) => !(name in tags));
  // As comments, chapters are written by us: ffmpeg has none for Vorbis, and wrong times where a source begins late.
  const areComments = CONVERT_RECIPES[conversion.format].cover === 'comment';
  return [
    ...['-map_metadata', from, '-map_chapters', conversion.chapters && !areComments ? from : '-1'],
    ...['-fflags', '+bitexact', '-flags:a', '+bitexact'],
    ...dropped.flatMap((name) => ['-metadata', `${name}=`]),
    ...(areComments ? chapterComments(conversion, chapters) : []),
    ...Object.entries(tags).flatMap(([name, text]) => [
      '-metadata',
      `${checkTagName(name)}=${plainTag(text)}`,
    ]),
  ];
}

/** Chapters of the part that is wanted, as Vorbis comments have them: `CHAPTER001=00:01:30.000`. */
function chapterComments(
  { chapters: areWanted, startSeconds, endSeconds }: Conversion,
  chapters: readonly Chapter[],
): readonly string[] {
  const [from, to] = [startSeconds ?? 0, endSeconds ?? Number.POSITIVE_INFINITY];
  const inPart = areWanted
    ? chapters.filter((chapter) => chapter.endSeconds > from && chapter.startSeconds < to)
    : [];
  return inPart.flatMap(({ startSeconds: start, title }, n) => {
    const name = `CHAPTER${String(n + 1).padStart(3, '0')}`;
    const time = clockOf(Math.max(0, start - from));
    return ['-metadata', `${name}=${time}`, '-metadata', `${name}NAME=${plainTag(title)}`];
  });
}

function clockOf(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(milliseconds % 1000).padStart(3, '0');
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}.${rest}`;
}
