import { writeFile } from 'node:fs/promises';
import type { Interleaved } from '../score/wav.js';

/** Rate of all signals made here. */
export const RATE = 44_100;

/** How samples are written: floats where a program reads them, else 16 bits. */
export type SampleFormat = 'float' | 'int16';

/** One sound of one or more channels of the same length. */
export function fromChannels(channels: readonly Float32Array[], sampleRate = RATE): Interleaved {
  const length = channels[0]!.length;
  const data = new Float32Array(length * channels.length);
  for (const [c, channel] of channels.entries()) {
    for (let n = 0; n < length; n++) data[n * channels.length + c] = channel[n]!;
  }
  return { sampleRate, channels: channels.length, data };
}

/** One channel of a sound. */
export function channelOf({ channels, data }: Interleaved, channel = 0): Float32Array {
  if (channels === 1) return data;
  return Float32Array.from({ length: lengthOf({ channels, data }) }, (_, n) => data[n * channels + channel]!);
}

/** Samples per channel. */
export const lengthOf = ({ channels, data }: Pick<Interleaved, 'channels' | 'data'>): number =>
  Math.floor(data.length / channels);

/** The 44 bytes before the samples of a WAV file. */
export function wavHeader(
  format: SampleFormat,
  channels: number,
  sampleRate: number,
  dataBytes: number,
): Buffer {
  const frameBytes = channels * (format === 'float' ? 4 : 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format === 'float' ? 3 : 1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * frameBytes, 28);
  head.writeUInt16LE(frameBytes, 32);
  head.writeUInt16LE((frameBytes / channels) * 8, 34);
  head.write('data', 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

/** Samples as the bytes of a WAV file, clipped to full scale where they are integers. */
export function sampleBytes(data: Float32Array, format: SampleFormat): Buffer {
  if (format === 'float') return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const body = Buffer.alloc(data.length * 2);
  for (let n = 0; n < data.length; n++) {
    body.writeInt16LE(Math.round(Math.max(-1, Math.min(1, data[n]!)) * 32_767), n * 2);
  }
  return body;
}

/** Writes a sound of any number of channels. */
export async function writeSound(file: string, sound: Interleaved, format: SampleFormat): Promise<void> {
  const body = sampleBytes(sound.data, format);
  await writeFile(
    file,
    Buffer.concat([wavHeader(format, sound.channels, sound.sampleRate, body.length), body]),
  );
}

/** The same sound with its highest sample at `peak`, so that no program clips it. */
export function withPeak(data: Float32Array, peak = 0.5): Float32Array {
  let highest = 1e-9;
  for (const value of data) highest = Math.max(highest, Math.abs(value));
  return data.map((value) => (value * peak) / highest);
}
