import { RapgoError } from '../../engine/errors.js';
import type { CallOptions } from '../../engine/ports/call-options.js';
import type { MediaInfo } from '../../engine/ports/media.js';
import type { Ffmpeg } from './ffmpeg.js';
import { isDamage, plainLines } from './ffmpeg-words.js';
import { checkMediaFile, fileAddress, GUARDED_INPUT } from './media-file.js';
import { type FoundMedia, type FoundTrack, parseMediaInfo } from './media-info.js';
import { startFfmpeg } from './run-ffmpeg.js';

/** A file that ffmpeg opened and that has sound. */
export interface ProbedMedia {
  readonly info: MediaInfo;
  /** What ffmpeg said on opening it. */
  readonly lines: readonly string[];
  /** The first audio track. */
  readonly track: FoundTrack;
  readonly fileBytes: number;
}

/** Opening a file takes milliseconds; a network folder may be slow. */
const PROBE_SECONDS = 60;
/** The description of a file with hundreds of tracks; a hostile file could go on for ever. */
const MAX_LINES = 5000;
/** Below this no codec carries sound all along; a longer duration than it allows is a lying header. */
const LEAST_BITS_PER_SECOND = 1000;

/**
 * Looks into a file without decoding it.
 *
 * @throws {RapgoError} `media/not-found`, `media/unreadable`, `media/not-media`, `media/no-audio`, `tool/…`
 */
export async function probeMedia(
  ffmpeg: Ffmpeg,
  file: string,
  { signal }: CallOptions,
): Promise<ProbedMedia> {
  const fileBytes = await checkMediaFile(file);
  const lines = await describe(ffmpeg, file, signal);
  const info = parseMediaInfo(lines);
  // Score 1: nothing but the ending of the name speaks for this format.
  const isGuess = lines.some((line) => line.includes('detected only with low score of 1,'));
  if (info === undefined || isGuess) throw notMedia(file, lines);
  const [track] = info.audioTracks;
  if (track === undefined && !info.hasVideo) throw notMedia(file, lines);
  if (track === undefined) throw new RapgoError('media/no-audio', `${file} has pictures but no sound`);
  const durationSeconds = credibleDuration(info, track, fileBytes);
  return { info: { ...info, durationSeconds }, lines, track, fileBytes };
}

/** ffmpeg's words on opening the file; that it then fails for want of sound to copy is no matter. */
async function describe(ffmpeg: Ffmpeg, file: string, signal: AbortSignal | undefined) {
  const heard: string[] = [];
  const run = startFfmpeg(ffmpeg, {
    words: 'info',
    inputOptions: GUARDED_INPUT,
    source: fileAddress(file),
    outputOptions: ['-map', '0:a:0', '-c', 'copy', '-t', '0', '-f', 'null'],
    target: '-',
    limitSeconds: PROBE_SECONDS,
    onLine: (line) => heard.length < MAX_LINES && heard.push(line),
    signal,
  });
  await run.done.catch((cause: unknown) => {
    if (!isDamage(cause)) throw cause;
  });
  return heard;
}

/** The duration of the container, unless the file is too small to hold it; null when unknown. */
function credibleDuration(
  { durationSeconds, hasVideo }: FoundMedia,
  { codec, sampleRate, channelCount }: FoundTrack,
  fileBytes: number,
): number | null {
  if (durationSeconds === null) return null;
  const bitsPerSample = /^pcm_[a-z]+(\d+)/.exec(codec)?.[1];
  if (bitsPerSample !== undefined && !hasVideo) {
    const seconds = (fileBytes * 8) / (Number(bitsPerSample) * channelCount * sampleRate);
    return Math.min(durationSeconds, seconds);
  }
  return (fileBytes * 8) / durationSeconds < LEAST_BITS_PER_SECOND ? null : durationSeconds;
}

/** The error for what ffmpeg did not open, with its reason. */
export function notMedia(file: string, lines: readonly string[]): RapgoError {
  const refused = lines
    .map((line) => /^\[(\S+) @ .*\] Format not on whitelist/.exec(line)?.[1])
    .find(Boolean);
  if (refused !== undefined) {
    return new RapgoError(
      'media/not-media',
      `${file} is of the kind "${refused}", which rapgo does not open`,
    );
  }
  const said = plainLines(lines).find((line) => /not found|invalid|no '|could not|failed/i.test(line));
  const because = said === undefined ? '' : ` (${said.slice(0, 160)})`;
  return new RapgoError('media/not-media', `${file} is neither sound nor video, or it is damaged${because}`);
}
