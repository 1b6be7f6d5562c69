import { PassThrough } from 'node:stream';
import { RapgoError } from '../../engine/errors.js';
import type { Microphone, TakeOptions } from '../../engine/ports/recorder.js';
import type { Ffmpeg } from '../media/ffmpeg.js';
import { startFfmpeg } from '../media/run-ffmpeg.js';
import { ffmpegDevice, OTHER_DEVICE } from './programs.js';
import { wholeSamples } from './whole-samples.js';

/** Records with a device of ffmpeg. */
export function openByFfmpeg(
  ffmpeg: Ffmpeg,
  platform: NodeJS.Platform,
  { sampleRate, channelCount, device }: TakeOptions,
): Microphone {
  const [format, address] = ffmpegDevice(platform, device);
  const target = new PassThrough({ emitClose: false });
  const running = startFfmpeg(ffmpeg, {
    inputOptions: ['-f', format],
    source: address,
    outputOptions: ['-ac', `${channelCount}`, '-ar', `${sampleRate}`, '-f', 's16le'],
    target,
    limitSeconds: Number.POSITIVE_INFINITY,
  });
  let isClosed = false;
  const ending = running.done.then(
    () => new RapgoError('tool/failed', 'ffmpeg ended by itself'),
    (thrown: unknown) =>
      new RapgoError(
        'tool/failed',
        `nothing came from the device ${address} (${format}): ${wordsOf(thrown)}`,
        {
          cause: thrown,
          hint: OTHER_DEVICE,
        },
      ),
  );
  void ending.then(() => target.end());
  async function* blocks(): AsyncGenerator<Uint8Array> {
    yield* wholeSamples(target, channelCount);
    const fault = await ending;
    if (!isClosed) throw fault;
  }
  return {
    recorder: `ffmpeg (${format})`,
    blocks: { [Symbol.asyncIterator]: blocks },
    close() {
      if (isClosed) return;
      isClosed = true;
      running.stop(new Error('the take is over'));
    },
  };
}

const wordsOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
