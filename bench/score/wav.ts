import { readFile, writeFile } from 'node:fs/promises';
import type { Mono } from './sound.js';

/** Samples of all channels, interleaved, full scale = 1. */
export interface Interleaved {
  readonly sampleRate: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** Format tags of a WAV file; an extensible header carries the real tag 24 bytes into the format chunk. */
const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads 16-, 24- and 32-bit PCM and 32-bit float WAV. */
export async function readWav(file: string): Promise<Interleaved> {
  const bytes = await readFile(file);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF') throw new Error(`${file} is no WAV file`);
  let tag = 0;
  let channels = 0;
  let sampleRate = 0;
  let bits = 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') {
      tag = body.readUInt16LE(0);
      channels = body.readUInt16LE(2);
      sampleRate = body.readUInt32LE(4);
      bits = body.readUInt16LE(14);
      if (tag === EXTENSIBLE) tag = body.readUInt16LE(24);
    }
    if (name === 'data') return { sampleRate, channels, data: samplesOf(body, tag, bits) };
    at += 8 + size + (size & 1);
  }
  throw new Error(`${file} has no samples`);
}

function samplesOf(body: Buffer, tag: number, bits: number): Float32Array {
  const bytesPerSample = bits / 8;
  const out = new Float32Array(Math.floor(body.length / bytesPerSample));
  if (tag === FLOAT && bits === 32) {
    for (let n = 0; n < out.length; n++) out[n] = body.readFloatLE(n * 4);
  } else if (tag === PCM && (bits === 16 || bits === 24 || bits === 32)) {
    const scale = 2 ** (bits - 1);
    for (let n = 0; n < out.length; n++) {
      out[n] = body.readIntLE(n * bytesPerSample, bytesPerSample) / scale;
    }
  } else {
    throw new Error(`WAV format ${tag} with ${bits} bits is not read here`);
  }
  return out;
}

function header(tag: number, bytesPerSample: number, sampleRate: number, dataBytes: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(tag, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * bytesPerSample, 28);
  head.writeUInt16LE(bytesPerSample, 32);
  head.writeUInt16LE(bytesPerSample * 8, 34);
  head.write('data', 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

/** Writes 16-bit PCM with a 44-byte header (recognisers skip exactly that many bytes). */
export async function writeWav16(file: string, { sampleRate, data }: Mono): Promise<void> {
  const body = Buffer.alloc(data.length * 2);
  for (let n = 0; n < data.length; n++) {
    const value = Math.max(-1, Math.min(1, data[n]!));
    body.writeInt16LE(Math.round(value * 32767), n * 2);
  }
  await writeFile(file, Buffer.concat([header(PCM, 2, sampleRate, body.length), body]));
}

/** Writes float WAV, as rapgo's stems are. */
export async function writeWavFloat(file: string, { sampleRate, data }: Mono): Promise<void> {
  const body = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  await writeFile(file, Buffer.concat([header(FLOAT, 4, sampleRate, body.length), body]));
}
