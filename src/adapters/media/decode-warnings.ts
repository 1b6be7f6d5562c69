import { basename } from 'node:path';
import { plainLines } from './ffmpeg-words.js';
import { missingWavBytes } from './media-file.js';
import type { ProbedMedia } from './probe-media.js';

/** Shortfall against the container's duration that is worth a word. */
const SHORTFALL = { share: 0.05, seconds: 0.5 };
/** What ffmpeg says of time stamps that run back on their way out. Samples have none, so all of them arrive. */
const OF_TIME_STAMPS = /non[- ]monoton/i;
/** How many of ffmpeg's complaints are told. */
const MAX_COMPLAINTS = 2;

/** What a pass over a file has shown. */
export interface DecodeFindings {
  readonly file: string;
  readonly media: ProbedMedia;
  /** Lines of ffmpeg at its `error` level. */
  readonly heard: readonly string[];
  readonly decodedSeconds: number;
}

/** What a person should know of a file that was decoded although it is not whole; mostly nothing. */
export async function decodeWarnings({
  file,
  media,
  heard,
  decodedSeconds,
}: DecodeFindings): Promise<string[]> {
  const missingBytes = await missingWavBytes(file, media.fileBytes);
  const read = `${decodedSeconds.toFixed(1)} s`;
  const name = basename(file);
  const shortfall = shortfallWarning(name, missingBytes, decodedSeconds);
  // That the last sample is cut in two, which ffmpeg complains about, says nothing more.
  if (shortfall !== undefined) return [shortfall];
  const { durationSeconds, hasVideo } = media.info;
  const warnings = damage(name, heard);
  if (durationSeconds === null || hasVideo) return warnings; // the sound of a video may end before its pictures
  const isShort = durationSeconds - decodedSeconds > SHORTFALL.share * durationSeconds + SHORTFALL.seconds;
  if (isShort) warnings.push(`only ${read} of ${durationSeconds.toFixed(1)} s of ${name} could be read`);
  return warnings;
}

/** Words about a WAV file that ends before its header says; undefined for a whole one. */
export function shortfallWarning(
  name: string,
  missingBytes: number,
  readSeconds: number,
): string | undefined {
  if (missingBytes <= 0) return undefined;
  const read = `${readSeconds.toFixed(1)} s`;
  return `${name} is ${missingBytes} bytes shorter than its header says; ${read} could be read`;
}

function damage(name: string, heard: readonly string[]): string[] {
  const lines = [...new Set(plainLines(heard))].filter((line) => !OF_TIME_STAMPS.test(line));
  if (lines.length === 0) return [];
  const told = lines.slice(0, MAX_COMPLAINTS).join('; ');
  const more = lines.length > MAX_COMPLAINTS ? ` and ${lines.length - MAX_COMPLAINTS} more` : '';
  return [`${name} is damaged in places: ${told}${more}`];
}
