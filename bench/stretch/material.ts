import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { mustRun } from '../score/process.js';
import { ffmpegPath } from '../score/sound.js';
import { RATE, withPeak } from './channels.js';

/** A recording, one channel at 44.1 kHz, peak at half of full scale. */
export interface Excerpt {
  readonly name: string;
  readonly data: Float32Array;
}

/** The left channel of any file, all of it or a part. */
async function readLeft(file: string, startSeconds = 0, seconds?: number): Promise<Float32Array> {
  const part = ['-ss', String(startSeconds), ...(seconds === undefined ? [] : ['-t', String(seconds)])];
  const form = ['-af', 'pan=mono|c0=c0', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout } = await mustRun(ffmpegPath(), ['-v', 'error', '-nostdin', ...part, '-i', file, ...form]);
  const bytes = stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + (stdout.byteLength & ~3));
  return withPeak(new Float32Array(bytes));
}

async function filesOf(folder: string, pattern: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => join(folder, name));
}

const nameOf = (file: string): string => basename(file, extname(file));

/** jfk (left channel) and all lv clips; none where the folder is missing. */
export async function readSpeech(audio: string): Promise<Excerpt[]> {
  const files = await filesOf(join(audio, 'speech'), /^(jfk|lv_.*)\.flac$/);
  return Promise.all(files.map(async (file) => ({ name: nameOf(file), data: await readLeft(file) })));
}

const EXCERPT_SECONDS = 12;
const EXCERPT_STARTS = [30, 60] as const;

/** Two excerpts of 12 s, from 30 s of the first piece and 60 s of the second (or of the only one). */
export async function readMusic(audio: string): Promise<Excerpt[]> {
  const files = await filesOf(join(audio, 'music'), /\.ogg$/);
  if (files.length === 0) return [];
  return Promise.all(
    EXCERPT_STARTS.map(async (start, n) => {
      const file = files[n % files.length]!;
      return { name: `${nameOf(file)} from ${start} s`, data: await readLeft(file, start, EXCERPT_SECONDS) };
    }),
  );
}
