import { type FileHandle, open, rm } from 'node:fs/promises';
import type { EncodeOptions, EncodeStream } from '../../engine/ports/media.js';
import { outputError } from '../artifacts/output-error.js';
import { checkTagName, plainTag } from './encode-formats.js';
import { checkBlock, countClipped, interleave, piecesOf } from './interleave.js';
import { createQuantiser } from './quantise.js';
import { infoChunk, WAV_BYTES, wavHeader } from './wav-header.js';

/** The same for every file: a rendered plan has to give the same bytes again. */
const DITHER_SEED = 1;

/**
 * Opens a WAV file that grows block by block: no ffmpeg, no limit at 4 GiB, memory for one block. Its header is
 * completed at the end; until then it says that there are no samples.
 *
 * @throws {RapgoError} `output/unwritable`, `output/full`, here or from the stream
 */
export async function openWavStream(file: string, options: EncodeOptions): Promise<EncodeStream> {
  options.signal?.throwIfAborted();
  const handle = await guarded(file, () => open(file, 'w'));
  try {
    return await startStream(file, handle, options);
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await rm(file, { force: true });
    throw cause;
  }
}

async function startStream(file: string, handle: FileHandle, options: EncodeOptions): Promise<EncodeStream> {
  const { channelCount, sampleRate, wavSample, signal } = options;
  const header = (dataBytes: number, tailBytes: number) =>
    wavHeader({ sample: wavSample, sampleRate, channelCount, dataBytes, tailBytes });
  const tags = infoChunk(
    Object.fromEntries(
      Object.entries(options.tags).map(([name, text]) => [checkTagName(name), plainTag(text)]),
    ),
  );
  const quantise = createQuantiser(wavSample, DITHER_SEED);
  const append = (bytes: Buffer) => guarded(file, () => writeAll(handle, bytes));
  let dataBytes = 0;
  let clippedSamples = 0;
  let isFinished = false;

  await append(header(0, 0));
  return {
    async write(channels) {
      checkBlock(channels, channelCount);
      for (const piece of piecesOf(channels)) {
        signal?.throwIfAborted();
        const samples = interleave(piece);
        if (wavSample !== 'float32') clippedSamples += countClipped(samples);
        await append(quantise(samples));
        dataBytes += samples.length * WAV_BYTES[wavSample];
      }
    },
    async finish() {
      signal?.throwIfAborted();
      const tail = Buffer.concat([Buffer.alloc(dataBytes % 2), tags]);
      await append(tail);
      await guarded(file, async () => {
        await writeAll(handle, header(dataBytes, tail.length), 0);
        await handle.sync();
        await handle.close();
      });
      isFinished = true;
      return { clippedSamples };
    },
    async discard() {
      if (isFinished) return;
      await handle.close().catch(() => undefined);
      await rm(file, { force: true });
    },
  };
}

/** A full volume takes part of the bytes first; only the next call fails. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number | null = null): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const at = position === null ? null : position + done;
    done += (await handle.write(bytes, done, bytes.length - done, at)).bytesWritten;
  }
}

async function guarded<Value>(file: string, action: () => Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (cause) {
    throw outputError(file, cause);
  }
}
