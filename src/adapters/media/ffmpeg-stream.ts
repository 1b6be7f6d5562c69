import { open, rm } from 'node:fs/promises';
import type { EncodeOptions, EncodeStream } from '../../engine/ports/media.js';
import { outputError } from '../artifacts/output-error.js';
import { FORMAT_RECIPES, tagOptions } from './encode-formats.js';
import type { Ffmpeg } from './ffmpeg.js';
import { createFfmpegFeed } from './ffmpeg-feed.js';
import { bytesOf, checkBlock, countClipped, interleave, piecesOf } from './interleave.js';
import { fileAddress } from './media-file.js';
import { RAW_FLOATS } from './raw-floats.js';
import { startFfmpeg } from './run-ffmpeg.js';
import { checkEncoder, volumeTrouble } from './writing-trouble.js';

/** Longest time to write trailer and index, beside what the amount of sound asks for. */
const FINISH = { startSeconds: 60, perSecond: 1 };

/** Options of a file that ffmpeg writes. */
export type FfmpegEncodeOptions = EncodeOptions & { readonly format: keyof typeof FORMAT_RECIPES };

/**
 * Opens a file that ffmpeg encodes while it is fed. ffmpeg writes the file itself, since the headers of MP3 and
 * M4A are completed at the end, which a pipe cannot do.
 *
 * @throws {RapgoError} as `MediaEncoder.open`; `tool/missing` where this ffmpeg lacks the encoder
 */
export async function openFfmpegStream(
  ffmpeg: Ffmpeg,
  file: string,
  options: FfmpegEncodeOptions,
): Promise<EncodeStream> {
  const { channelCount, sampleRate, signal } = options;
  checkEncoder(ffmpeg, options.format, FORMAT_RECIPES[options.format].encoder);
  signal?.throwIfAborted();
  await touch(file); // ffmpeg's words on a folder it may not write to are no better than ours, and come later
  const feed = startFeed(ffmpeg, file, options);
  let clippedSamples = 0;
  let length = 0;
  let isFinished = false;
  return {
    async write(channels) {
      checkBlock(channels, channelCount);
      for (const piece of piecesOf(channels)) {
        const samples = interleave(piece);
        clippedSamples += countClipped(samples);
        length += piece[0]!.length;
        await feed.push(bytesOf(samples));
      }
    },
    async finish() {
      await feed.close(FINISH.startSeconds + (FINISH.perSecond * length) / sampleRate);
      await syncFile(file);
      isFinished = true;
      return { clippedSamples };
    },
    async discard() {
      if (isFinished) return;
      feed.run.stop(new Error('given up'));
      await feed.run.done.catch(() => undefined);
      await rm(file, { force: true });
    },
  };
}

function startFeed(ffmpeg: Ffmpeg, file: string, options: FfmpegEncodeOptions) {
  const heard: string[] = [];
  return createFfmpegFeed(
    (input) =>
      startFfmpeg(ffmpeg, {
        inputOptions: [
          ...['-protocol_whitelist', 'pipe', '-format_whitelist', RAW_FLOATS],
          ...['-f', RAW_FLOATS, '-ar', `${options.sampleRate}`, '-ac', `${options.channelCount}`],
        ],
        source: input,
        outputOptions: [...tagOptions(options.tags), ...FORMAT_RECIPES[options.format].options],
        target: fileAddress(file),
        limitSeconds: Number.POSITIVE_INFINITY, // the caller sets the pace; the feed watches for stalls
        onLine: (line) => heard.length < 200 && heard.push(line),
        signal: options.signal,
      }),
    () => volumeTrouble(file, heard.join('\n')),
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
