import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import type { WavSample } from '../../engine/ports/media.js';
import { WAV_BYTES } from './wav-header.js';
import { readInfoTags } from './wav-tags.js';

/** Where the samples of a WAV file stand and what they are. */
export interface WavLayout {
  readonly sample: WavSample;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Place of the first sample in the file. */
  readonly dataStart: number;
  /** Bytes of samples that are really there, a whole number of samples of all channels. */
  readonly dataBytes: number;
  /** Bytes that the header promises beyond the end of the file. */
  readonly missingBytes: number;
  readonly tags: Readonly<Record<string, string>>;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;
/** The second half of the identifier that wraps a plain format tag. */
const PLAIN_FORMAT = Buffer.from('000000001000800000aa00389b71', 'hex');
/** Size of a chunk whose writer could not go back, or, in RF64, that stands in the ds64 chunk. */
const UNKNOWN_SIZE = 0xffff_ffff;
/** A file of nothing but tiny chunks is somebody's joke. */
const MAX_CHUNKS = 1000;
const MAX_TAG_BYTES = 64 * 1024;

interface Format {
  readonly sample: WavSample;
  readonly sampleRate: number;
  readonly channelCount: number;
}

interface Found {
  format?: Format;
  data?: { readonly start: number; readonly size: number };
  /** Size of the data by the ds64 chunk of an RF64 file. */
  largeSize?: number;
  tags: Readonly<Record<string, string>>;
}

/**
 * Finds the samples of a WAV file (RIFF or RF64, plain samples).
 *
 * @param fileBytes size of the file
 * @returns undefined for whatever is not plain WAV: another format, other codecs, a header that contradicts itself
 */
export async function readWavLayout(handle: FileHandle, fileBytes: number): Promise<WavLayout | undefined> {
  const head = await readAt(handle, 0, 12);
  const isWav =
    /^(?:RIFF|RF64)$/.test(head.toString('latin1', 0, 4)) && head.toString('latin1', 8, 12) === 'WAVE';
  if (!isWav || endianness() !== 'LE') return undefined;
  const { format, data, largeSize, tags } = await walkChunks(handle, fileBytes);
  if (format === undefined || data === undefined) return undefined;
  const there = fileBytes - data.start;
  const claimed = data.size === UNKNOWN_SIZE ? (largeSize ?? 0) : data.size;
  const isOpen = claimed === 0; // a writer that could not go back, or was killed: all there is belongs to it
  const bytes = isOpen ? there : Math.min(claimed, there);
  const stride = WAV_BYTES[format.sample] * format.channelCount;
  return {
    ...format,
    dataStart: data.start,
    dataBytes: bytes - (bytes % stride),
    missingBytes: isOpen ? 0 : Math.max(claimed - there, missingByHeader(head, fileBytes)),
    tags,
  };
}

const missingByHeader = (head: Buffer, fileBytes: number): number => {
  const size = head.readUInt32LE(4);
  return size === UNKNOWN_SIZE ? 0 : Math.max(0, size + 8 - fileBytes);
};

async function walkChunks(handle: FileHandle, fileBytes: number): Promise<Found> {
  const found: Found = { tags: {} };
  let at = 12;
  for (let n = 0; n < MAX_CHUNKS && at + 8 <= fileBytes; n++) {
    const head = await readAt(handle, at, 8);
    if (head.length < 8) break;
    const name = head.toString('latin1', 0, 4);
    const size = head.readUInt32LE(4);
    const start = at + 8;
    await takeChunk(found, handle, { name, start, size });
    const known = name === 'data' && size === UNKNOWN_SIZE ? found.largeSize : size;
    if (known === undefined || (name === 'data' && known === 0)) break;
    at = start + known + (known % 2);
  }
  return found;
}

interface Chunk {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

async function takeChunk(found: Found, handle: FileHandle, { name, start, size }: Chunk): Promise<void> {
  if (name === 'ds64') {
    const body = await readAt(handle, start, 16);
    if (body.length === 16) found.largeSize = Number(body.readBigUInt64LE(8));
  } else if (name === 'fmt ' && found.format === undefined) {
    const format = parseFormat(await readAt(handle, start, Math.min(size, 40)));
    if (format !== undefined) found.format = format;
  } else if (name === 'data' && found.data === undefined) found.data = { start, size };
  else if (name === 'LIST' && size <= MAX_TAG_BYTES) {
    found.tags = { ...found.tags, ...readInfoTags(await readAt(handle, start, size)) };
  }
}

const SAMPLES: Readonly<Record<string, WavSample>> = {
  [`${PCM} 8`]: 'u8',
  [`${PCM} 16`]: 'int16',
  [`${PCM} 24`]: 'int24',
  [`${PCM} 32`]: 'int32',
  [`${IEEE_FLOAT} 32`]: 'float32',
};

function parseFormat(body: Buffer): Format | undefined {
  if (body.length < 16) return undefined;
  const [tag, channelCount] = [body.readUInt16LE(0), body.readUInt16LE(2)];
  const isWrapped = tag === EXTENSIBLE && body.length >= 40 && body.subarray(26, 40).equals(PLAIN_FORMAT);
  const sample = SAMPLES[`${isWrapped ? body.readUInt16LE(24) : tag} ${body.readUInt16LE(14)}`];
  const [sampleRate, stride] = [body.readUInt32LE(4), body.readUInt16LE(12)];
  if (sample === undefined || channelCount === 0 || sampleRate === 0) return undefined;
  return stride === WAV_BYTES[sample] * channelCount ? { sample, sampleRate, channelCount } : undefined;
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
