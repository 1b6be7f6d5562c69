import { PassThrough } from 'node:stream';
import { RapgoError } from '../../engine/errors.js';
import { lastWords } from './ffmpeg-words.js';
import type { FfmpegRun } from './run-ffmpeg.js';

/** Bytes that may wait for ffmpeg before a writer waits too. */
const QUEUE_BYTES = 1024 * 1024;
/** ffmpeg takes a piece in milliseconds; a full minute means that it hangs (or the volume does). */
const STALL_SECONDS = 60;

/** The way into ffmpeg's standard input, for one writer who waits for each piece. */
export interface FfmpegFeed {
  /**
   * Hands over bytes, which must not be changed afterwards; waits while ffmpeg is behind.
   * @throws what ended ffmpeg; {RapgoError} `tool/timeout` where it hangs
   */
  push(bytes: Buffer): Promise<void>;
  /** Says that this was all, and waits at most `seconds` for ffmpeg to end well. @throws as {@link push} */
  close(seconds: number): Promise<void>;
}

/**
 * Makes a feed around a run that reads from it.
 *
 * @param start starts ffmpeg with the given stream as its input
 * @param explain the reason of a run that ended by itself, where its words tell a better one than its error
 */
export function createFfmpegFeed(
  start: (input: PassThrough) => FfmpegRun,
  explain: () => RapgoError | undefined,
): FfmpegFeed & { readonly run: FfmpegRun } {
  const input = new PassThrough({ highWaterMark: QUEUE_BYTES });
  const run = start(input);
  let failure: { readonly cause: unknown } | undefined;
  let isClosed = false;
  let wake: (() => void) | undefined;
  input.on('drain', () => wake?.());
  const ended = run.done
    .then((lines) => {
      const reason = explain(); // ffmpeg may end with success on a full volume
      if (reason !== undefined) throw reason;
      if (!isClosed) throw new RapgoError('tool/failed', `ffmpeg stopped too early: ${lastWords(lines)}`);
    })
    .catch((cause: unknown) => {
      failure = { cause: explain() ?? cause };
      input.destroy();
      wake?.();
    });

  const waitFor = async (event: Promise<void>, seconds: number) => {
    const timer = setTimeout(() => {
      run.stop(new RapgoError('tool/timeout', `ffmpeg took no more sound for ${Math.round(seconds)} s`));
    }, seconds * 1000);
    await event.finally(() => clearTimeout(timer));
    if (failure !== undefined) throw failure.cause;
  };
  return {
    run,
    async push(bytes) {
      if (failure !== undefined) throw failure.cause;
      if (input.write(bytes)) return;
      const room = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await waitFor(room, STALL_SECONDS);
    },
    async close(seconds) {
      if (failure !== undefined) throw failure.cause;
      isClosed = true;
      input.end();
      await waitFor(ended, seconds);
    },
  };
}
