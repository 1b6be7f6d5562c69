import type { ByteSink, EncodeOptions, EncodeStream } from '../../engine/ports/media.js';
import { checkTagName, plainTag } from './encode-formats.js';
import { checkBlock, PIECE_LENGTH, piecesOf } from './interleave.js';
import { createQuantiser } from './quantise.js';
import { infoChunk, WAV_BYTES, wavHeader } from './wav-header.js';
import { fileTarget, hashing, sinkTarget, type WavTarget } from './wav-target.js';
import type { WavTools } from './wav-tools.js';

/** The same for every file: a rendered plan has to give the same bytes again. */
const DITHER_SEED = 1;
/** Bytes that are handed on at once: a call costs as much as some ten thousand samples. */
const BLOCK_BYTES = 512 * 1024;

/**
 * Opens a WAV file that grows block by block: no ffmpeg, no limit at 4 GiB, memory for one block. Without a known length
 * its header is completed at the end; until then it says that there are no samples.
 *
 * @throws {RapgoError} `output/unwritable`, `output/full`, here or from the stream
 */
export async function openWavStream(
  file: string,
  options: EncodeOptions,
  tools: WavTools = {},
): Promise<EncodeStream> {
  options.signal?.throwIfAborted();
  const target = await fileTarget(file);
  try {
    return await startStream(target, options, tools);
  } catch (cause) {
    await target.discard();
    throw cause;
  }
}

/** {@link openWavStream} for a reader who takes bytes as they come. */
export const openWavSink = (
  sink: ByteSink,
  options: EncodeOptions,
  tools: WavTools = {},
): Promise<EncodeStream> => startStream(sinkTarget(sink), options, tools);

async function startStream(
  place: WavTarget,
  options: EncodeOptions,
  { quickDither, createSha256 }: WavTools,
): Promise<EncodeStream> {
  const { channelCount, wavSample, length, signal } = options;
  const stride = WAV_BYTES[wavSample] * channelCount;
  const tags = tagsOf(options);
  const header = (dataBytes: number | null) => headerOf(options, dataBytes, tags);
  const expectedBytes = length === undefined ? undefined : length * stride;
  const hashed =
    expectedBytes === undefined || !place.isRewritable
      ? undefined
      : hashing(place, createSha256?.(expectedBytes));
  const target = hashed ?? place;
  const quantise = createQuantiser(wavSample, DITHER_SEED, quickDither);
  const block = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, PIECE_LENGTH * stride));
  let [filled, dataBytes, clippedSamples, isFinished] = [0, 0, 0, false];
  const flush = async () => {
    if (filled > 0) await target.append(block.subarray(0, filled));
    filled = 0;
  };

  try {
    await target.append(header(expectedBytes ?? (place.isRewritable ? 0 : null)));
  } catch (cause) {
    await target.discard();
    throw cause;
  }
  return {
    async write(channels) {
      checkBlock(channels, channelCount);
      for (const piece of piecesOf(channels)) {
        signal?.throwIfAborted();
        const bytes = piece[0]!.length * stride;
        if (filled + bytes > block.length) await flush();
        clippedSamples += quantise(piece, block, filled);
        filled += bytes;
        dataBytes += bytes;
      }
    },
    async finish() {
      signal?.throwIfAborted();
      await flush();
      // Behind samples of unknown number tags would be taken for samples.
      const isOpen = !place.isRewritable && expectedBytes === undefined;
      if (!isOpen) await target.append(tailOf(dataBytes, tags));
      const isRight = dataBytes === expectedBytes;
      await target.finish(isRight ? undefined : header(dataBytes));
      isFinished = true;
      return { clippedSamples, ...(hashed && isRight && { identity: await hashed.identity() }) };
    },
    async discard() {
      if (!isFinished) await target.discard();
    },
  };
}

const tagsOf = ({ tags }: EncodeOptions): Buffer =>
  infoChunk(
    Object.fromEntries(Object.entries(tags).map(([name, text]) => [checkTagName(name), plainTag(text)])),
  );

/** What follows the samples: padding and tags. */
const tailOf = (dataBytes: number, tags: Buffer): Buffer =>
  Buffer.concat([Buffer.alloc(dataBytes % 2), tags]);

const headerOf = (options: EncodeOptions, dataBytes: number | null, tags: Buffer): Buffer =>
  wavHeader({
    sample: options.wavSample,
    sampleRate: options.sampleRate,
    channelCount: options.channelCount,
    dataBytes,
    tailBytes: dataBytes === null ? 0 : tailOf(dataBytes, tags).length,
  });
