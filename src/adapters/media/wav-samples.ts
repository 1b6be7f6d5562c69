import type { Floats16, WavSample } from '../../engine/ports/media.js';
import { repair } from './raw-floats.js';

/**
 * Turns the bytes of interleaved samples into channels.
 *
 * @param bytes on a place that the sample type may stand on
 * @param channels each at least `length` long
 * @returns values that were no numbers and became 0
 */
export type SampleReader = (bytes: Uint8Array, channels: readonly Float32Array[], length: number) => number;

/**
 * The reader of a sample type; full scale is ±1, and every 8, 16 and 24-bit value is exact.
 *
 * @param quickFloats reads 16 bits of one channel where it can
 */
export function sampleReader(sample: WavSample, quickFloats?: Floats16): SampleReader {
  const read = READERS[sample];
  if (sample !== 'int16' || quickFloats === undefined) return read;
  return (bytes, channels, length) =>
    channels.length === 1 && quickFloats(shortsOf(bytes), channels[0]!) ? 0 : read(bytes, channels, length);
}

const READERS: Readonly<Record<WavSample, SampleReader>> = {
  u8: eachChannel((bytes, channel, length, from, stride) => {
    for (let n = 0; n < length; n++, from += stride) channel[n] = (bytes[from]! - 0x80) * (1 / 0x80);
  }),
  int16: eachChannel((bytes, channel, length, from, stride) => {
    const values = shortsOf(bytes);
    for (let n = 0; n < length; n++, from += stride) channel[n] = values[from]! * (1 / 0x8000);
  }),
  int24: eachChannel((bytes, channel, length, from, stride) => {
    for (let n = 0, at = 3 * from; n < length; n++, at += 3 * stride) {
      const value = (bytes[at]! << 8) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 24);
      channel[n] = value * (1 / 0x8000_0000);
    }
  }),
  int32: eachChannel((bytes, channel, length, from, stride) => {
    const values = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    for (let n = 0; n < length; n++, from += stride) channel[n] = values[from]! * (1 / 0x8000_0000);
  }),
  float32: (bytes, channels, length) => {
    const repaired = repair(floatsOf(bytes));
    spreadFloats(bytes, channels, length);
    return repaired;
  },
};

/** Reads one channel: the values `from`, `from + stride`, … */
type ChannelReader = (
  bytes: Uint8Array,
  channel: Float32Array,
  length: number,
  from: number,
  stride: number,
) => void;

/** Loops stand in functions of their own, one for each type: so the engine makes them quick. */
function eachChannel(read: ChannelReader): SampleReader {
  return (bytes, channels, length) => {
    for (let c = 0; c < channels.length; c++) read(bytes, channels[c]!, length, c, channels.length);
    return 0;
  };
}

const shortsOf = (bytes: Uint8Array): Int16Array =>
  new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
const floatsOf = (bytes: Uint8Array): Float32Array =>
  new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);

const spreadFloats = eachChannel((bytes, channel, length, from, stride) => {
  const values = floatsOf(bytes);
  if (stride === 1) return channel.set(values);
  for (let n = 0; n < length; n++, from += stride) channel[n] = values[from]!;
});
