import { resample } from '../../src/dsp/resample.js';
import { readWav } from '../score/wav.js';

/** Rate at which the network listens. */
export const RATE = 16_000;

/** A stretch of a recording, seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Synthetic speech whose vowels are known. */
export interface Spoken {
  /** Who speaks, for the table. */
  readonly voice: string;
  /** One channel at {@link RATE}. */
  readonly sound: Float32Array;
  /** In order of time. */
  readonly vowels: readonly Span[];
}

/** Reads the first channel of a WAV file at {@link RATE}. */
export async function readSound(file: string): Promise<Float32Array> {
  const { sampleRate, channels, data } = await readWav(file);
  const mono = data.filter((_, n) => n % channels === 0);
  return resample(mono, sampleRate, RATE);
}
