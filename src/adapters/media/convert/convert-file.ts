import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ErrorCode, RapgoError } from '../../../engine/errors.js';
import type { Conversion, ConversionSummary } from '../../../engine/ports/converter.js';
import type { Ffmpeg } from '../ffmpeg.js';
import { isDamage } from '../ffmpeg-words.js';
import type { FfmpegLine } from '../fluent-command.js';
import { checkMediaFile, fileAddress, GUARDED_INPUT } from '../media-file.js';
import { notMedia } from '../probe-media.js';
import { startFfmpeg } from '../run-ffmpeg.js';
import { checkEncoder, volumeTrouble } from '../writing-trouble.js';
import { inputOptions, outputOptions, type SeenSource } from './arguments.js';
import { TAGS_INPUT, writeTagsWithCover } from './cover-comment.js';
import { createEarlySync } from './early-sync.js';
import { isEncrypted } from './encrypted.js';
import { setMp3Length } from './lengths/mp3-length.js';
import { lookFirst } from './look-first.js';
import { CONVERT_RECIPES } from './recipes.js';
import { createRunReport, type RunReport } from './run-report.js';
import { checkSource, checkTarget } from './verify.js';
import { wantedSeconds } from './wanted-seconds.js';
import { watchRun } from './watchdog.js';

/**
 * Converts one file with one run of ffmpeg; where the target depends on what the source holds, a look before it.
 *
 * @throws {RapgoError} as `MediaConverter.convert`
 */
export async function convertFile(
  ffmpeg: Ffmpeg,
  file: string,
  target: string,
  conversion: Conversion,
): Promise<ConversionSummary> {
  await checkMediaFile(file);
  const seen = await lookFirst(ffmpeg, file, conversion);
  if (!seen?.isCopy) checkEncoder(ffmpeg, conversion.format, CONVERT_RECIPES[conversion.format].encoder);
  try {
    const tags = await tagsOf(ffmpeg, file, target, conversion, seen);
    const { report, doneSeconds } = await run(ffmpeg, file, target, conversion, { seen, tags });
    const summary = summarise(report, doneSeconds, seen?.isCopy ?? false);
    if (summary === undefined) throw new RapgoError('media/damaged', `no sound came out of ${file}`);
    const warnings = checkSource(file, report, summary, conversion);
    if (conversion.format === 'mp3' && summary.length !== null) await setMp3Length(target, summary.length);
    await checkTarget(ffmpeg, target, summary, conversion);
    return { ...summary, warnings };
  } catch (cause) {
    await rm(target, { force: true });
    throw isDamageOf(cause) && (await isEncrypted(file)) ? encrypted(file, cause) : cause;
  }
}

const DAMAGE = new Set<ErrorCode>(['media/damaged', 'media/not-media', 'media/short']);
const isDamageOf = (cause: unknown): boolean => cause instanceof RapgoError && DAMAGE.has(cause.code);

const encrypted = (file: string, cause: unknown): RapgoError =>
  new RapgoError('media/unreadable', `${file} is encrypted, so nothing but noise can be read from it`, {
    cause,
    hint: 'a file without copy protection',
  });

type TagsSource = NonNullable<FfmpegLine['secondSource']>;

/** Where tags come from if not from the source itself: another file, or a copy of its tags with the cover among them. */
async function tagsOf(
  ffmpeg: Ffmpeg,
  file: string,
  target: string,
  conversion: Conversion,
  seen: SeenSource | undefined,
): Promise<TagsSource | undefined> {
  const { format, tagsFrom } = conversion;
  if (tagsFrom !== null) return { options: GUARDED_INPUT, address: fileAddress(tagsFrom) };
  if (seen?.cover == null || CONVERT_RECIPES[format].cover !== 'comment') return undefined;
  const tags = await writeTagsWithCover(ffmpeg, file, seen.cover, target, conversion);
  return tags === undefined ? undefined : { options: TAGS_INPUT, address: fileAddress(tags) };
}

async function run(
  ffmpeg: Ffmpeg,
  file: string,
  target: string,
  conversion: Conversion,
  { seen, tags }: { readonly seen: SeenSource | undefined; readonly tags: TagsSource | undefined },
): Promise<{ readonly report: RunReport; readonly doneSeconds: number }> {
  const { signal } = conversion;
  let furthest = 0;
  const report = createRunReport();
  const syncEarly = createEarlySync(target);
  const watchdog = watchRun(file, (reason) => running.stop(reason));
  const running = startFfmpeg(ffmpeg, {
    words: 'level+verbose',
    inputOptions: [...GUARDED_INPUT, ...inputOptions(conversion)],
    source: fileAddress(file),
    secondSource: tags,
    outputOptions: outputOptions(conversion, seen, tags?.address ?? null),
    target: fileAddress(target),
    limitSeconds: Number.POSITIVE_INFINITY, // the watchdog sees that it gets on
    onLine: report.hear,
    onProgress(doneSeconds) {
      watchdog.hear(doneSeconds);
      syncEarly();
      furthest = doneSeconds;
      const wanted = wantedSeconds(report.source(), conversion);
      if (wanted) conversion.onProgress?.(Math.min(1, doneSeconds / wanted));
    },
    signal,
  });
  try {
    await running.done;
  } catch (cause) {
    throw explain(cause, file, target, report, conversion);
  } finally {
    watchdog.end();
  }
  const trouble = volumeTrouble(target, report.errors.join('\n')); // ffmpeg may end with success on a full volume
  if (trouble !== undefined) throw trouble;
  return { report, doneSeconds: furthest };
}

/** The reason of a failed run that a person can act on. */
function explain(
  cause: unknown,
  file: string,
  target: string,
  report: RunReport,
  { track }: Conversion,
): unknown {
  if (!isDamage(cause)) return cause;
  const source = report.source();
  const said = report.errors.join('\n');
  if (source === undefined) return notMedia(file, report.lines);
  const tracks = source.audioTracks.length;
  if (tracks === 0) {
    if (!source.hasVideo) return notMedia(file, report.lines);
    return new RapgoError('media/no-audio', `${file} has pictures but no sound`);
  }
  if (track !== null && track >= tracks) {
    const words = `${file} has ${tracks === 1 ? 'one audio track' : `${tracks} audio tracks`}, so no track ${track + 1}`;
    return new RapgoError('request/unmet', words, {
      hint: 'see its tracks with rapgo convert --dry-run --track all',
    });
  }
  return (
    volumeTrouble(target, said) ??
    new RapgoError('media/damaged', `${basename(file)} cannot be converted: ${cause.message}`, { cause })
  );
}

function summarise(
  report: RunReport,
  doneSeconds: number,
  isCopy: boolean,
): Omit<ConversionSummary, 'warnings'> | undefined {
  const result = report.result();
  const source = report.source();
  if (result === undefined || source === undefined) return undefined;
  const { sampleRate, channelCount } = result;
  const length = isCopy ? null : (report.encodedLength() ?? 0);
  if (length === 0) return undefined;
  return {
    ...{ length, sampleRate, channelCount, isCopy },
    durationSeconds: length === null ? doneSeconds : length / sampleRate,
    codec: report.codec() ?? source.audioTracks[0]?.codec ?? 'unknown',
  };
}
