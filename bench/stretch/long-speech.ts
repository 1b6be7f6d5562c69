import { open } from 'node:fs/promises';
import { RATE, sampleBytes, wavHeader } from './channels.js';
import type { Excerpt } from './material.js';

const PAUSE_SECONDS = 0.5;
/** The second channel of stereo is the first, softer and 11 ms later, so that nobody saves work on twins. */
const RIGHT = { gain: 0.7, delay: Math.round(0.011 * RATE) } as const;

/** Repeats the clips, each with a pause after it, to exactly so many minutes of 16-bit WAV, written as it goes. */
export async function writeLongSpeech(
  file: string,
  clips: readonly Excerpt[],
  minutes: number,
  channels: 1 | 2 = 1,
): Promise<void> {
  const cycle = sampleBytes(cycleOf(clips, channels), 'int16');
  const total = Math.round(minutes * 60 * RATE) * channels * 2;
  const output = await open(file, 'w');
  try {
    await output.write(wavHeader('int16', channels, RATE, total));
    for (let written = 0; written < total; written += cycle.length) {
      await output.write(cycle.subarray(0, Math.min(cycle.length, total - written)));
    }
  } finally {
    await output.close();
  }
}

function cycleOf(clips: readonly Excerpt[], channels: 1 | 2): Float32Array {
  const pause = Math.round(PAUSE_SECONDS * RATE);
  const length = clips.reduce((sum, { data }) => sum + data.length + pause, 0);
  const left = new Float32Array(length);
  let at = 0;
  for (const { data } of clips) {
    left.set(data, at);
    at += data.length + pause;
  }
  if (channels === 1) return left;
  return Float32Array.from({ length: 2 * length }, (_, i) => {
    const n = i >> 1;
    return i % 2 === 0 ? left[n]! : RIGHT.gain * (left[n - RIGHT.delay] ?? 0);
  });
}
