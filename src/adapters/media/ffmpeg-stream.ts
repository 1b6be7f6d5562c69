import { open, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { RapgoError } from '../../engine/errors.js';
import type { EncodeOptions, EncodeStream } from '../../engine/ports/media.js';
import { outputError, outputFull } from '../artifacts/output-error.js';
import { RAW_FLOATS } from './decode-pass.js';
import { FORMAT_RECIPES, type FormatRecipe, tagOptions } from './encode-formats.js';
import type { Ffmpeg } from './ffmpeg.js';
import { lastWords } from './ffmpeg-words.js';
import { bytesOf, checkBlock, countClipped, interleave, piecesOf } from './interleave.js';
import { fileAddress } from './media-file.js';
import { type FfmpegRun, startFfmpeg } from './run-ffmpeg.js';

/** Bytes that may wait for ffmpeg before `write` waits too. */
const QUEUE_BYTES = 1024 * 1024;
/** ffmpeg takes a piece in milliseconds; a full minute means that it hangs (or the volume does). */
const STALL_SECONDS = 60;
/** Longest time to write trailer and index, beside what the amount of sound asks for. */
const FINISH = { startSeconds: 60, perSecond: 1 };

/**
 * Opens a file that ffmpeg encodes while it is fed. ffmpeg writes the file itself, since the headers of MP3 and
 * M4A are completed at the end, which a pipe cannot do.
 *
 * @throws {RapgoError} as `MediaEncoder.open`; `tool/missing` where this ffmpeg lacks the encoder
 */
export async function openFfmpegStream(
  ffmpeg: Ffmpeg,
  file: string,
  options: EncodeOptions & { readonly format: keyof typeof FORMAT_RECIPES },
): Promise<EncodeStream> {
  const recipe = FORMAT_RECIPES[options.format];
  checkEncoder(ffmpeg, options.format, recipe);
  options.signal?.throwIfAborted();
  await touch(file); // ffmpeg's words on a folder it may not write to are no better than ours, and come later
  const feed = new PassThrough({ highWaterMark: QUEUE_BYTES });
  const run = startFfmpeg(ffmpeg, {
    inputOptions: [
      ...['-protocol_whitelist', 'pipe', '-format_whitelist', RAW_FLOATS],
      ...['-f', RAW_FLOATS, '-ar', `${options.sampleRate}`, '-ac', `${options.channelCount}`],
    ],
    source: feed,
    outputOptions: [...tagOptions(options.tags), ...recipe.options],
    target: fileAddress(file),
    limitSeconds: Number.POSITIVE_INFINITY, // the caller sets the pace; stalls are watched for below
    signal: options.signal,
  });
  return streamInto(file, options, feed, run);
}

function streamInto(file: string, options: EncodeOptions, feed: PassThrough, run: FfmpegRun): EncodeStream {
  const gate = createGate(file, feed, run);
  let clippedSamples = 0;
  let length = 0;
  let isFinished = false;
  return {
    async write(channels) {
      checkBlock(channels, options.channelCount);
      for (const piece of piecesOf(channels)) {
        const samples = interleave(piece);
        clippedSamples += countClipped(samples);
        length += piece[0]!.length;
        await gate.push(bytesOf(samples));
      }
    },
    async finish() {
      const seconds = FINISH.startSeconds + (FINISH.perSecond * length) / options.sampleRate;
      await gate.close(seconds);
      await syncFile(file);
      isFinished = true;
      return { clippedSamples };
    },
    async discard() {
      if (isFinished) return;
      run.stop(new Error('given up'));
      await run.done.catch(() => undefined);
      feed.destroy();
      await rm(file, { force: true });
    },
  };
}

/** The way into ffmpeg: one caller at a time, who waits while ffmpeg is behind and hears when it has failed. */
function createGate(file: string, feed: PassThrough, run: FfmpegRun) {
  let failure: unknown;
  let isClosed = false;
  let wake: (() => void) | undefined;
  const fail = (cause: unknown) => {
    failure ??= cause;
    wake?.();
  };
  feed.on('drain', () => wake?.());
  const ended = run.done.then((lines) => {
    const full = writeTrouble(file, lines); // ffmpeg may end with success on a full volume
    if (full) throw full;
    if (!isClosed) throw new RapgoError('tool/failed', `ffmpeg stopped too early: ${lastWords(lines)}`);
  });
  ended.catch((cause: unknown) => fail(writeTrouble(file, [wordsOf(cause)]) ?? cause));

  const patiently = async (seconds: number, wait: Promise<unknown>) => {
    const timer = setTimeout(() => {
      run.stop(new RapgoError('tool/timeout', `ffmpeg took no more sound for ${Math.round(seconds)} s`));
    }, seconds * 1000);
    await wait.finally(() => clearTimeout(timer));
    if (failure !== undefined) throw failure;
  };
  return {
    async push(bytes: Buffer): Promise<void> {
      if (failure !== undefined) throw failure;
      if (feed.write(bytes)) return;
      const drained = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await patiently(STALL_SECONDS, drained);
    },
    async close(seconds: number): Promise<void> {
      if (failure !== undefined) throw failure;
      isClosed = true;
      feed.end();
      await patiently(
        seconds,
        ended.catch(() => undefined),
      );
    },
  };
}

const wordsOf = (cause: unknown) => (cause instanceof RapgoError ? cause.message : '');

/** What ffmpeg said of the volume it writes to, as our error. */
function writeTrouble(file: string, lines: readonly string[]): RapgoError | undefined {
  const said = lines.join('\n');
  if (/No space left on device|Disk quota exceeded|File too large/.test(said)) return outputFull(file);
  const words = /Permission denied|Read-only file system|Input\/output error/.exec(said)?.[0];
  if (words === undefined) return undefined;
  return new RapgoError('output/unwritable', `${file} cannot be written: ${words.toLowerCase()}`);
}

function checkEncoder(ffmpeg: Ffmpeg, format: string, { encoder }: FormatRecipe): void {
  if (ffmpeg.encoders.has(encoder)) return;
  throw new RapgoError(
    'tool/missing',
    `the ffmpeg at ${ffmpeg.path} cannot write ${format}: it has no ${encoder}`,
    {
      hint: 'Choose another format (wav needs no ffmpeg) or another ffmpeg with --ffmpeg',
    },
  );
}

async function touch(file: string): Promise<void> {
  try {
    await (await open(file, 'w')).close();
  } catch (cause) {
    throw outputError(file, cause);
  }
}

async function syncFile(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    await handle.sync().finally(() => handle.close());
  } catch (cause) {
    throw outputError(file, cause);
  }
}
