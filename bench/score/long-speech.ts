import type { Clip } from './clips.js';
import { createChance, shuffled } from './seeded.js';
import { decodeMono } from './sound.js';
import { writeWav16 } from './wav.js';

const RATE = 44_100;

/** Joins clips in a seeded order with pauses of 0.4 to 1.2 s until exactly `seconds` are full. */
export async function makeLongSpeech(
  file: string,
  clips: readonly Clip[],
  seconds: number,
  seed: number,
): Promise<void> {
  const chance = createChance(seed);
  const sounds = await Promise.all(clips.map((clip) => decodeMono(clip.file, RATE)));
  const data = new Float32Array(Math.round(seconds * RATE));
  for (let at = 0; at < data.length; ) {
    for (const { data: part } of shuffled(sounds, chance)) {
      if (at >= data.length) break;
      data.set(part.subarray(0, data.length - at), at);
      at += part.length + Math.round((0.4 + 0.8 * chance()) * RATE);
    }
  }
  await writeWav16(file, { sampleRate: RATE, data });
}
