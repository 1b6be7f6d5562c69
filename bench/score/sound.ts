import { mustRun } from './process.js';

/** One channel of samples. */
export interface Mono {
  readonly sampleRate: number;
  readonly data: Float32Array;
}

/** Rate of all analyses here: holds everything a syllable is found by. */
export const ANALYSIS_RATE = 16_000;

const FFMPEG = process.env.RAPGO_FFMPEG ?? process.env.FFMPEG_PATH ?? 'ffmpeg';

/** Path of the ffmpeg that the scorer itself uses. */
export const ffmpegPath = (): string => FFMPEG;

/** Decodes any file to one channel of floats; aligned with the file's sample 0. */
export async function decodeMono(file: string, sampleRate = ANALYSIS_RATE): Promise<Mono> {
  const args = [
    '-v',
    'error',
    '-nostdin',
    '-i',
    file,
    '-ac',
    '1',
    '-ar',
    String(sampleRate),
    '-f',
    'f32le',
    '-',
  ];
  const { stdout } = await mustRun(FFMPEG, args);
  return { sampleRate, data: floatsOf(stdout) };
}

/** Decodes any file to interleaved floats at its own rate and channels: for sums and clipped samples. */
export async function decodeInterleaved(file: string): Promise<Float32Array> {
  const { stdout } = await mustRun(FFMPEG, ['-v', 'error', '-nostdin', '-i', file, '-f', 'f32le', '-']);
  return floatsOf(stdout);
}

function floatsOf(bytes: Buffer): Float32Array {
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.byteLength & ~3));
  return new Float32Array(copy);
}

/** Part of a sound, silence where it reaches beyond the ends. */
export function cut({ sampleRate, data }: Mono, startSeconds: number, endSeconds: number): Float32Array {
  const start = Math.round(startSeconds * sampleRate);
  const part = new Float32Array(Math.max(0, Math.round(endSeconds * sampleRate) - start));
  const from = Math.max(0, start);
  const to = Math.min(data.length, start + part.length);
  if (to > from) part.set(data.subarray(from, to), from - start);
  return part;
}

/** Joins parts, each followed by `pauseSeconds` of silence. */
export function joinParts(parts: readonly Float32Array[], sampleRate: number, pauseSeconds: number): Mono {
  const pause = Math.round(pauseSeconds * sampleRate);
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.length + pause, pause));
  let at = pause;
  for (const part of parts) {
    data.set(part, at);
    at += part.length + pause;
  }
  return { sampleRate, data };
}

/** Root mean square of a signal. */
export function rms(data: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < data.length; n++) sum += data[n]! * data[n]!;
  return data.length === 0 ? 0 : Math.sqrt(sum / data.length);
}
