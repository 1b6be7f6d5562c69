import { RapgoError } from '../../engine/errors.js';
import type { DecodeOptions } from '../../engine/ports/media.js';
import type { Ffmpeg } from './ffmpeg.js';
import { isDamage, lastWords } from './ffmpeg-words.js';
import { LIMIT_TOLERANCE_SECONDS, tooLong } from './length-limit.js';
import { fileAddress, GUARDED_INPUT } from './media-file.js';
import type { FoundTrack } from './media-info.js';
import type { ProbedMedia } from './probe-media.js';
import { RAW_FLOATS } from './raw-floats.js';
import { startFfmpeg } from './run-ffmpeg.js';
import { createSampleSink, type SampleSink, type SinkOptions } from './sample-sink.js';

/** Wall clock for a pass. Any machine decodes many times faster than this; only what hangs runs into it. */
const PATIENCE = { startSeconds: 60, perSecond: 2, bytesPerSecond: 5e6 };
/** Room for a file that does not say how long it is. */
const GUESS_SECONDS = 60;
const MAX_LINES = 200;

/** What is decoded, and with what. */
export interface Decoding {
  readonly ffmpeg: Ffmpeg;
  readonly file: string;
  readonly media: ProbedMedia;
  readonly options: DecodeOptions;
}

/** What one pass brought. */
export interface DecodePass {
  readonly sink: SampleSink;
  /** What ffmpeg complained about. */
  readonly heard: readonly string[];
}

/**
 * Runs ffmpeg over the first audio track once.
 *
 * @param piped channels that ffmpeg hands over: 1 for a mono source, else 2
 * @throws {RapgoError} `media/too-long`, `media/not-media` where not one sample came, `tool/…`
 */
export async function decodePass(
  { ffmpeg, file, media, options }: Decoding,
  piped: 1 | 2,
  keep: SinkOptions['keep'],
): Promise<DecodePass> {
  const { sampleRate, limitSeconds, signal } = options;
  const sink = createSampleSink({
    piped,
    keep,
    expectedLength: Math.ceil(
      ((media.info.durationSeconds ?? GUESS_SECONDS) + LIMIT_TOLERANCE_SECONDS) * sampleRate,
    ),
    limitLength: Math.ceil((limitSeconds + LIMIT_TOLERANCE_SECONDS) * sampleRate),
    onLimit: () => run.stop(tooLong(file, limitSeconds)),
    onLength: secondsReporter(options),
  });
  const heard: string[] = [];
  const run = startFfmpeg(ffmpeg, {
    inputOptions: GUARDED_INPUT,
    source: fileAddress(file),
    outputOptions: outputOptions(media.track, piped, sampleRate),
    target: sink.stream,
    limitSeconds: patience(media, limitSeconds),
    onLine: (line) => heard.length < MAX_LINES && heard.push(line),
    signal,
  });
  await run.done.catch((cause: unknown) => {
    // Damage far into a file ends ffmpeg with an error; what came before it is still good.
    if (!isDamage(cause)) throw cause;
    if (sink.length() === 0) throw undecodable(file, media.track, heard, cause);
  });
  return { sink, heard };
}

/** A file whose sound could be found but not decoded. */
export const undecodable = (
  file: string,
  { codec }: FoundTrack,
  heard: readonly string[],
  cause: Error,
): RapgoError =>
  new RapgoError(
    'media/not-media',
    `the sound in ${file} (${codec}) cannot be decoded: ${lastWords(heard)}`,
    {
      cause,
    },
  );

/** Tells `onProgress` about every second of sound. */
function secondsReporter({ sampleRate, onProgress }: DecodeOptions): (length: number) => void {
  let said = 0;
  return (length) => {
    if (length / sampleRate < said + 1) return;
    said = length / sampleRate;
    onProgress?.(said);
  };
}

function outputOptions(track: FoundTrack, piped: 1 | 2, sampleRate: number): readonly string[] {
  const mean = `${Array.from({ length: track.channelCount }, (_, n) => `c${n}`).join('+')}`; // `<` scales it to 1
  const mix = hasMixMatrix(track) ? ['-ac', `${piped}`] : ['-af', `pan=stereo|c0<${mean}|c1<${mean}`];
  return [
    ...['-map', `0:a:${track.index}`, '-map_metadata', '-1', '-fflags', '+bitexact', '-flush_packets', '0'],
    ...[...mix, '-ar', `${sampleRate}`, '-f', RAW_FLOATS],
  ];
}

/** ffmpeg can mix down the layouts it has names for; the tracks of a field recorder have none. */
const hasMixMatrix = ({ layout, channelCount }: FoundTrack) =>
  channelCount <= 2 || (channelCount <= 8 && !/[+]|^ambisonic/.test(layout)) || channelCount === 16;

const patience = ({ info, fileBytes }: ProbedMedia, limitSeconds: number) =>
  PATIENCE.startSeconds +
  PATIENCE.perSecond * (info.durationSeconds ?? limitSeconds) +
  fileBytes / PATIENCE.bytesPerSecond;
