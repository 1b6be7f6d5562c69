import type { WavSample } from '../../engine/ports/media.js';
import { INFO_NAMES } from './wav-tags.js';

/** Bytes of one sample. */
export const WAV_BYTES: Readonly<Record<WavSample, number>> = {
  u8: 1,
  int16: 2,
  int24: 3,
  int32: 4,
  float32: 4,
};

/** What a header says. */
export interface WavShape {
  readonly sample: WavSample;
  readonly sampleRate: number;
  readonly channelCount: number;
  /** Of the samples alone; 0 while they are not written yet, null where nobody can go back to say it. */
  readonly dataBytes: number | null;
  /** Of what follows the samples: padding and tags. */
  readonly tailBytes: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
/** In a 32-bit size field: look into the ds64 chunk instead. */
const IN_DS64 = 0xffff_ffff;
const DS64_BYTES = 28;

/**
 * Header of a WAV file, from `RIFF` to the first sample, 80 bytes (92 for float, which needs a `fact` chunk).
 * Room for 64-bit sizes is always there, as a JUNK chunk, so that a file that grows beyond 4 GiB becomes RF64 by
 * rewriting its header alone.
 *
 * @see EBU Tech 3306, "RF64: An extended file format for audio", chapter 3.5
 */
export function wavHeader({ sample, sampleRate, channelCount, dataBytes, tailBytes }: WavShape): Buffer {
  if (dataBytes === null) return openHeader({ sample, sampleRate, channelCount, tailBytes });
  const isFloat = sample === 'float32';
  const blockBytes = WAV_BYTES[sample] * channelCount;
  const length = dataBytes / blockBytes;
  const riffBytes = (isFloat ? 92 : 80) - 8 + dataBytes + tailBytes;
  const isLarge = riffBytes >= IN_DS64;
  const size = (bytes: number) => u32(isLarge ? IN_DS64 : bytes);
  const largeSize = (bytes: number) => u64(isLarge ? bytes : 0);
  return Buffer.concat([
    ...[text(isLarge ? 'RF64' : 'RIFF'), size(riffBytes), text('WAVE')],
    ...[text(isLarge ? 'ds64' : 'JUNK'), u32(DS64_BYTES)],
    ...[largeSize(riffBytes), largeSize(dataBytes), largeSize(length)],
    u32(0), // no table of other large chunks
    ...[text('fmt '), u32(16)],
    u16(isFloat ? IEEE_FLOAT : PCM), // the plain tags: some readers take the extensible one for integers
    ...[u16(channelCount), u32(sampleRate), u32(sampleRate * blockBytes), u16(blockBytes)],
    u16(WAV_BYTES[sample] * 8),
    ...(isFloat ? [text('fact'), u32(4), size(length)] : []),
    ...[text('data'), size(dataBytes)],
  ]);
}

/** A header of sizes without end, which readers of a stream understand as "until it ends". */
function openHeader(shape: Omit<WavShape, 'dataBytes'>): Buffer {
  const header = wavHeader({ ...shape, dataBytes: 0 });
  header.writeUInt32LE(0xffff_ffff, 4);
  header.writeUInt32LE(0xffff_ffff, header.length - 4);
  return header;
}

/** Tags as a LIST/INFO chunk in UTF-8; empty where there is nothing to say. */
export function infoChunk(tags: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(tags).flatMap(([name, text]) => {
    const id = INFO_NAMES[name.toLowerCase()];
    return id === undefined || text === '' ? [] : [chunk(id, Buffer.from(`${text}\0`, 'utf8'))];
  });
  if (entries.length === 0) return Buffer.alloc(0);
  return chunk('LIST', Buffer.concat([text('INFO'), ...entries]));
}

/** A chunk starts at an even place, so an odd one is followed by a byte that does not count. */
function chunk(id: string, content: Buffer): Buffer {
  return Buffer.concat([text(id), u32(content.length), content, Buffer.alloc(content.length % 2)]);
}

const text = (words: string): Buffer => Buffer.from(words, 'latin1');

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
