import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import type { OpenOptions, SoundStream } from '../../engine/ports/media.js';
import { inputError } from '../artifacts/input-file.js';
import { type Sha256, sha256Here } from '../artifacts/sha256.js';
import { shortfallWarning } from './decode-warnings.js';
import { LIMIT_TOLERANCE_SECONDS, tooLong } from './length-limit.js';
import { checkMediaFile } from './media-file.js';
import { createRepairCount } from './repair-count.js';
import { WAV_BYTES } from './wav-header.js';
import { readWavLayout, type WavLayout } from './wav-layout.js';
import { sampleReader } from './wav-samples.js';
import type { WavTools } from './wav-tools.js';

/** Bytes that are read at once: large enough that reading costs next to nothing, small enough to begin at once. */
const READ_BYTES = 512 * 1024;
/** Samples of all channels that are given at once: few enough to be still near the processor when they are used. */
const BLOCK_LENGTH = 16_384;

/**
 * Opens a plain WAV file without ffmpeg.
 *
 * @returns undefined for whatever is not plain WAV: that is ffmpeg's business
 * @throws {RapgoError} `media/not-found`, `media/unreadable`, `media/not-media` for an empty file, `media/too-long`
 */
export async function openWavSound(
  file: string,
  options: OpenOptions,
  tools: WavTools = {},
): Promise<SoundStream | undefined> {
  options.signal?.throwIfAborted();
  const fileBytes = await checkMediaFile(file);
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw inputError(file, cause);
  });
  try {
    const layout = await readWavLayout(handle, fileBytes);
    if (layout === undefined) {
      await handle.close();
      return undefined;
    }
    return createWavSound({ file, fileBytes, handle, layout }, options, tools);
  } catch (cause) {
    await handle.close();
    throw inputError(file, cause);
  }
}

interface OpenWav {
  readonly file: string;
  readonly fileBytes: number;
  readonly handle: FileHandle;
  readonly layout: WavLayout;
}

function createWavSound(
  wav: OpenWav,
  { limitSeconds, isIdentified, signal }: OpenOptions,
  { quickFloats, createSha256 = sha256Here }: WavTools,
): SoundStream {
  const { file, fileBytes, handle, layout } = wav;
  const { sampleRate, channelCount, sample, dataStart, dataBytes, missingBytes, tags } = layout;
  const length = dataBytes / (WAV_BYTES[sample] * channelCount);
  const durationSeconds = length / sampleRate;
  if (durationSeconds > limitSeconds + LIMIT_TOLERANCE_SECONDS)
    throw tooLong(file, limitSeconds, durationSeconds);
  const read = sampleReader(sample, quickFloats);
  let hash: Sha256 | undefined;
  let repaired = createRepairCount(file);
  return {
    ...{ sampleRate, channelCount, length, durationSeconds, tags },
    wavSample: sample,
    async *blocks() {
      hash?.discard();
      hash = isIdentified ? createSha256(fileBytes) : undefined;
      repaired = createRepairCount(file);
      if (hash) await hashRange(wav, hash, 0, dataStart);
      const blockLength = Math.ceil(BLOCK_LENGTH / channelCount);
      const channels = Array.from({ length: channelCount }, () => new Float32Array(blockLength));
      const blockBytes = blockLength * WAV_BYTES[sample] * channelCount;
      for await (const piece of readPieces(wav)) {
        signal?.throwIfAborted();
        await hash?.update(piece);
        for (let at = 0; at < piece.length; at += blockBytes) {
          const bytes = piece.subarray(at, at + blockBytes);
          const count = bytes.length / (WAV_BYTES[sample] * channelCount);
          repaired.add(read(bytes, channels, count), count * channelCount);
          yield count === blockLength ? channels : channels.map((channel) => channel.subarray(0, count));
        }
      }
    },
    async finish() {
      if (length === 0)
        throw new RapgoError('media/no-audio', `${file} has an audio track without sound in it`);
      if (hash) await hashRange(wav, hash, dataStart + dataBytes, fileBytes);
      const warning = shortfallWarning(basename(file), missingBytes, durationSeconds);
      const warnings = warning === undefined ? [] : [warning];
      return { repairedSamples: repaired.check(), warnings, sha256: (await hash?.digest()) ?? null };
    },
    async close() {
      hash?.discard();
      await handle.close(); // a handle takes a second close well
    },
  };
}

/** Samples per channel of one piece. */
const readLength = ({ sample, channelCount }: WavLayout): number =>
  Math.max(1, Math.floor(READ_BYTES / (WAV_BYTES[sample] * channelCount)));

/** The bytes of the samples, in pieces; the next one is being read while one is looked at. */
async function* readPieces(wav: OpenWav): AsyncGenerator<Uint8Array> {
  const { file, layout } = wav;
  const { dataStart, dataBytes, sample, channelCount } = layout;
  const pieceBytes = readLength(layout) * WAV_BYTES[sample] * channelCount;
  const end = dataStart + dataBytes;
  let [current, other] = [Buffer.allocUnsafeSlow(pieceBytes), Buffer.allocUnsafeSlow(pieceBytes)];
  const fetch = (buffer: Buffer, at: number) => {
    const reading = readFully(wav, buffer.subarray(0, Math.min(pieceBytes, end - at)), at);
    reading.catch(() => undefined); // whoever waits for it hears of it
    return reading;
  };
  let next = fetch(current, dataStart);
  for (let at = dataStart; at < end; at += pieceBytes) {
    const piece = await next.catch((cause: unknown) => {
      throw inputError(file, cause);
    });
    if (at + pieceBytes < end) next = fetch(other, at + pieceBytes);
    yield piece;
    [current, other] = [other, current];
  }
}

async function readFully({ file, handle }: OpenWav, buffer: Buffer, position: number): Promise<Buffer> {
  for (let done = 0; done < buffer.length; ) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) throw new RapgoError('media/unreadable', `${file} became shorter while it was read`);
    done += bytesRead;
  }
  return buffer;
}

async function hashRange(wav: OpenWav, hash: Sha256, from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += READ_BYTES) {
    await hash.update(await readFully(wav, Buffer.allocUnsafe(Math.min(READ_BYTES, to - at)), at));
  }
}
