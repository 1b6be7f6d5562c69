import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Pcm } from './types.js';

/** Real recordings to try things on; they are no part of the project, so tests skip plainly where they are missing. */
const AUDIO = process.env.RAPGO_AUDIO ?? resolve(import.meta.dirname, '../../../shared/audio');

/** Whether an independent meter is at hand: ffmpeg's ebur128. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** Why a test was skipped, or nothing. */
export function reasonToSkip(recording?: string): string {
  if (!hasFfmpeg) return 'skipped: no ffmpeg on PATH';
  return recording === undefined || existsSync(`${AUDIO}/${recording}`)
    ? ''
    : `skipped: no ${AUDIO}/${recording}`;
}

/** A recording by ffmpeg: never our own decoder or resampler. */
export function loadRecording(name: string, channelCount: number, sampleRate: number, seconds = 60): Pcm {
  const shape = ['-ac', `${channelCount}`, '-ar', `${sampleRate}`, '-t', `${seconds}`, '-f', 'f32le', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', '-i', `${AUDIO}/${name}`, ...shape], {
    maxBuffer: 2 ** 30,
  });
  const values = new Float32Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 4));
  const length = values.length / channelCount;
  const channel = (c: number): Float32Array =>
    Float32Array.from({ length }, (_, n) => values[n * channelCount + c]!);
  return { sampleRate, channels: Array.from({ length: channelCount }, (_, c) => channel(c)) };
}

/** What ffmpeg's ebur128 says of a sound. */
export interface ReferenceReading {
  readonly integratedLufs: number;
  readonly momentaryMaxLufs: number;
  readonly shortTermMaxLufs: number;
  readonly rangeLu: number;
  readonly truePeakDbtp: number;
}

/** Measures with ffmpeg, to a hundredth of a decibel at levels near full scale. */
export function readReference({ sampleRate, channels }: Pcm): ReferenceReading {
  const interleaved = new Float32Array(channels[0]!.length * channels.length);
  channels.forEach((samples, c) => {
    for (let n = 0; n < samples.length; n++) interleaved[n * channels.length + c] = samples[n]!;
  });
  const input = ['-f', 'f32le', '-ar', `${sampleRate}`, '-ac', `${channels.length}`, '-i', '-'];
  const filter = ['-af', 'ebur128=peak=true:metadata=1,ametadata=print:file=-', '-f', 'null', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'error', ...input, ...filter], {
    input: new Uint8Array(interleaved.buffer),
    maxBuffer: 2 ** 30,
  });
  const text = stdout.toString();
  const all = (key: string): number[] =>
    [...text.matchAll(new RegExp(`lavfi\\.r128\\.${key}=(\\S+)`, 'g'))]
      .map(([, value]) => Number(value))
      .filter(Number.isFinite);
  return {
    integratedLufs: all('I').at(-1)!,
    momentaryMaxLufs: Math.max(...all('M')),
    shortTermMaxLufs: Math.max(...all('S')),
    rangeLu: all('LRA').at(-1)!,
    truePeakDbtp: 20 * Math.log10(Math.max(...all('true_peak'))),
  };
}
