import { basename } from 'node:path';
import { PassThrough } from 'node:stream';
import { RapgoError } from '../../engine/errors.js';
import type { OpenOptions, SoundStream } from '../../engine/ports/media.js';
import { identifyFile } from '../artifacts/hash-file.js';
import { undecodable } from './decode-pass.js';
import { decodeWarnings } from './decode-warnings.js';
import type { Ffmpeg } from './ffmpeg.js';
import { isDamage } from './ffmpeg-words.js';
import { deinterleave } from './interleave.js';
import { LIMIT_TOLERANCE_SECONDS, tooLong } from './length-limit.js';
import { fileAddress, GUARDED_INPUT } from './media-file.js';
import { type ProbedMedia, probeMedia } from './probe-media.js';
import { createBlockReader, RAW_FLOATS, repair } from './raw-floats.js';
import { createRepairCount, type RepairCount } from './repair-count.js';
import { type FfmpegRun, startFfmpeg } from './run-ffmpeg.js';

/** Bytes that may wait for us before ffmpeg waits. */
const QUEUE_BYTES = 1024 * 1024;
/** ffmpeg brings a block in milliseconds; a full minute means that it hangs (or the volume does). */
const STALL_SECONDS = 60;
const MAX_LINES = 200;

/**
 * Opens any sound that ffmpeg reads. ffmpeg waits while nobody asks for more.
 *
 * @throws {RapgoError} as `MediaDecoder.open`
 */
export async function openFfmpegSound(
  ffmpeg: Ffmpeg,
  file: string,
  options: OpenOptions,
): Promise<SoundStream> {
  const { signal, limitSeconds, isIdentified } = options;
  const media = await probeMedia(ffmpeg, file, { signal });
  const { track, info } = media;
  if ((info.durationSeconds ?? 0) > limitSeconds + LIMIT_TOLERANCE_SECONDS) {
    throw tooLong(file, limitSeconds, info.durationSeconds ?? undefined);
  }
  const identity = isIdentified ? identifyFile(file, { signal }) : undefined;
  identity?.catch(() => undefined); // whoever waits for it hears of it
  let walk: Walk | undefined;
  return {
    sampleRate: track.sampleRate,
    channelCount: track.channelCount,
    length: null,
    durationSeconds: info.durationSeconds,
    wavSample: track.wavSample,
    tags: info.tags ?? {},
    blocks() {
      walk = startWalk({ ffmpeg, file, media, options });
      return readBlocks(walk);
    },
    async finish() {
      if (walk === undefined || walk.length === 0) {
        throw new RapgoError('media/no-audio', `${file} has an audio track without sound in it`);
      }
      const decodedSeconds = walk.length / track.sampleRate;
      const warnings = await decodeWarnings({ file, media, heard: walk.heard, decodedSeconds });
      const sha256 = (await identity)?.sha256 ?? null;
      return { repairedSamples: walk.repaired.check(), warnings, sha256 };
    },
    async close() {
      if (walk !== undefined) await stopWalk(walk);
    },
  };
}

interface Source {
  readonly ffmpeg: Ffmpeg;
  readonly file: string;
  readonly media: ProbedMedia;
  readonly options: OpenOptions;
}

/** One way through the file. */
interface Walk extends Source {
  readonly run: FfmpegRun;
  readonly pipe: PassThrough;
  /** What ffmpeg complained about. */
  readonly heard: readonly string[];
  readonly repaired: RepairCount;
  /** Samples per channel so far. */
  length: number;
}

function startWalk(source: Source): Walk {
  const { ffmpeg, file, media, options } = source;
  const pipe = new PassThrough({ highWaterMark: QUEUE_BYTES, emitClose: false });
  const heard: string[] = [];
  const run = startFfmpeg(ffmpeg, {
    inputOptions: GUARDED_INPUT,
    source: fileAddress(file),
    outputOptions: [
      ...['-map', `0:a:${media.track.index}`, '-map_metadata', '-1', '-fflags', '+bitexact'],
      ...['-flush_packets', '0', '-ar', `${media.track.sampleRate}`, '-f', RAW_FLOATS],
    ],
    target: pipe,
    limitSeconds: Number.POSITIVE_INFINITY, // the reader sets the pace; it watches for stalls
    onLine: (line) => heard.length < MAX_LINES && heard.push(line),
    signal: options.signal,
  });
  run.done.catch((cause: unknown) => {
    // What came before damage is still good; anything else ends the reading now.
    if (!isDamage(cause)) pipe.destroy(cause as Error);
  });
  return { ...source, run, pipe, heard, repaired: createRepairCount(file), length: 0 };
}

async function stopWalk({ run, pipe, file }: Walk): Promise<void> {
  run.stop(new Error(`${basename(file)} was closed`));
  pipe.destroy();
  await run.done.catch(() => undefined);
}

async function* readBlocks(walk: Walk): AsyncGenerator<readonly Float32Array[]> {
  const { file, media, options, repaired } = walk;
  const { channelCount, sampleRate } = media.track;
  const limit = (options.limitSeconds + LIMIT_TOLERANCE_SECONDS) * sampleRate;
  const takeBytes = createBlockReader(channelCount * Float32Array.BYTES_PER_ELEMENT);
  try {
    for await (const chunk of watched(walk)) {
      const samples = takeBytes(chunk);
      if (samples === undefined) continue;
      repaired.add(repair(samples), samples.length);
      walk.length += samples.length / channelCount;
      if (walk.length > limit) throw tooLong(file, options.limitSeconds);
      yield deinterleave(samples, channelCount);
    }
    await checkEnd(walk);
  } finally {
    await stopWalk(walk);
  }
}

/** The chunks of a pipe; an ffmpeg that brings none for long is stopped. */
async function* watched({ pipe, run }: Walk): AsyncGenerator<Buffer> {
  const chunks = pipe[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  for (;;) {
    const timer = setTimeout(() => {
      run.stop(new RapgoError('tool/timeout', `ffmpeg brought no more sound for ${STALL_SECONDS} s`));
    }, STALL_SECONDS * 1000);
    const { value, done } = await chunks.next().finally(() => clearTimeout(timer));
    if (done) return;
    yield value;
  }
}

/** Damage far into a file ends ffmpeg with an error; what came before it is still good. */
async function checkEnd({ file, media, heard, run, length }: Walk): Promise<void> {
  await run.done.catch((cause: unknown) => {
    if (!isDamage(cause)) throw cause;
    if (length === 0) throw undecodable(file, media.track, heard, cause);
  });
}
