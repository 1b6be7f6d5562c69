import { readAt } from './head-and-tail.js';

const MPEG1_RATES = [44_100, 48_000, 32_000];
/** The first frame stands right behind the tags. */
const LOOK_BYTES = 4096;
const ID3_HEADER_BYTES = 10;
/** From the beginning of the Xing header, all four optional fields present as our encoder writes them. */
const FRAMES_AT = 8;
const DELAYS_AT = 8 + 4 + 4 + 100 + 4 + 21;

/**
 * Samples per channel of an MP3 file by its Xing and LAME headers: frames without the encoder's delay and padding.
 *
 * @returns undefined where it has no such headers
 * @see gabriel.mp3-tech.org/mp3infotag.html
 */
export async function mp3Length(file: string): Promise<number | undefined> {
  const tag = await readAt(file, 0, ID3_HEADER_BYTES);
  const from = tag.toString('latin1', 0, 3) === 'ID3' ? ID3_HEADER_BYTES + synchsafe(tag, 6) : 0;
  const frame = await readAt(file, from, LOOK_BYTES);
  const samplesPerFrame = samplesOf(frame);
  const xing = Math.max(frame.indexOf('Xing', 0, 'latin1'), frame.indexOf('Info', 0, 'latin1'));
  if (samplesPerFrame === undefined || xing < 0 || xing + DELAYS_AT + 3 > frame.length) return undefined;
  const hasAllFields = (frame.readUInt32BE(xing + 4) & 0xf) === 0xf;
  if (!hasAllFields) return undefined;
  const delays = frame.readUIntBE(xing + DELAYS_AT, 3);
  return frame.readUInt32BE(xing + FRAMES_AT) * samplesPerFrame - (delays >> 12) - (delays & 0xfff);
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
