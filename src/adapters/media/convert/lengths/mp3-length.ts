import { open } from 'node:fs/promises';
import { readAt } from './head-and-tail.js';

const MPEG1_RATES = [44_100, 48_000, 32_000];
/** The first frame stands right behind the tags. */
const LOOK_BYTES = 4096;
const ID3_HEADER_BYTES = 10;
/** From the beginning of the Xing header, all four optional fields present as our encoder writes them. */
const FRAMES_AT = 8;
const DELAYS_AT = 8 + 4 + 4 + 100 + 4 + 21;
const CRC_AT = DELAYS_AT + 13;
const MOST_PADDING = 0xfff;
/** Samples of the shortest frame. */
const LEAST_FRAME = 576;

/** Of a file's first frame, which holds no sound but what is known of it. */
interface InfoFrame {
  /** Its place in the file, and that of the Xing header in it. */
  readonly at: number;
  readonly xing: number;
  readonly bytes: Buffer;
  /** Samples of all frames, delay and padding included. */
  readonly samples: number;
  readonly delay: number;
  readonly padding: number;
}

/**
 * Samples per channel of an MP3 file by its Xing and LAME headers: frames without the encoder's delay and padding.
 *
 * @returns undefined where it has no such headers
 * @see gabriel.mp3-tech.org/mp3infotag.html
 */
export async function mp3Length(file: string): Promise<number | undefined> {
  const info = await readInfoFrame(file);
  return info && info.samples - info.delay - info.padding;
}

/**
 * Sets the padding so that a decoder gives exactly `length` samples: at low rates ffmpeg counts the frames of LAME's end
 * wrongly and writes some samples too few. Leaves a file alone that has no such headers, or no room for the figure.
 */
export async function setMp3Length(file: string, length: number): Promise<void> {
  const info = await readInfoFrame(file);
  if (info === undefined) return;
  const { at, xing, bytes, samples, delay } = info;
  const padding = samples - delay - length;
  const isOffByFrames = Math.abs(padding - info.padding) >= LEAST_FRAME; // then sound is missing: the check says so
  if (padding === info.padding || padding < 0 || padding > MOST_PADDING || isOffByFrames) return;
  bytes.writeUIntBE((delay << 12) | padding, xing + DELAYS_AT, 3);
  bytes.writeUInt16BE(crc16(bytes.subarray(0, xing + CRC_AT)), xing + CRC_AT);
  const handle = await open(file, 'r+');
  try {
    await handle.write(bytes, xing + DELAYS_AT, CRC_AT + 2 - DELAYS_AT, at + xing + DELAYS_AT);
  } finally {
    await handle.close();
  }
}

async function readInfoFrame(file: string): Promise<InfoFrame | undefined> {
  const tag = await readAt(file, 0, ID3_HEADER_BYTES);
  const at = tag.toString('latin1', 0, 3) === 'ID3' ? ID3_HEADER_BYTES + synchsafe(tag, 6) : 0;
  const bytes = await readAt(file, at, LOOK_BYTES);
  const samplesPerFrame = samplesOf(bytes);
  const xing = Math.max(bytes.indexOf('Xing', 0, 'latin1'), bytes.indexOf('Info', 0, 'latin1'));
  if (samplesPerFrame === undefined || xing < 0 || xing + CRC_AT + 2 > bytes.length) return undefined;
  const hasAllFields = (bytes.readUInt32BE(xing + 4) & 0xf) === 0xf;
  if (!hasAllFields) return undefined;
  const delays = bytes.readUIntBE(xing + DELAYS_AT, 3);
  const samples = bytes.readUInt32BE(xing + FRAMES_AT) * samplesPerFrame;
  return { at, xing, bytes, samples, delay: delays >> 12, padding: delays & MOST_PADDING };
}

/** The checksum of the tag: CRC-16 with the polynomial 0x8005, bits reflected. */
function crc16(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

/** Samples of one frame by its header: MPEG 1 has twice as many as MPEG 2 and 2.5. */
function samplesOf(frame: Buffer): number | undefined {
  if (frame.length < 4 || frame[0] !== 0xff || (frame[1]! & 0xe6) !== 0xe2) return undefined;
  const isMpeg1 = (frame[1]! & 0x18) === 0x18;
  return MPEG1_RATES[(frame[2]! >> 2) & 3] === undefined ? undefined : isMpeg1 ? 1152 : 576;
}

/** Four bytes of seven bits each. */
const synchsafe = (bytes: Buffer, at: number): number =>
  [0, 1, 2, 3].reduce((sum, n) => (sum << 7) | (bytes[at + n]! & 0x7f), 0);
