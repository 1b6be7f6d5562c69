import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodedLength, ffmpeg } from './decode.js';

/** A small media file that others are copied from. */
export interface Seed {
  readonly path: string;
  /** Ending of its name, with the dot. */
  readonly ending: string;
  /** Samples per channel that ffmpeg decodes of it. */
  readonly length: number;
}

const PICTURES = ['-map', '1:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '5'];
/** Name, seconds, options. */
const KINDS: readonly (readonly [string, number, readonly string[]])[] = [
  ['video.mp4', 3, [...PICTURES, '-c:a', 'aac']],
  ['sound.m4a', 1.5, ['-c:a', 'aac']],
  ['film.mkv', 2, [...PICTURES, '-c:a', 'ac3']],
  ['clip.webm', 1, ['-c:a', 'libopus']],
  ['talk.mp3', 2.5, ['-c:a', 'libmp3lame', '-write_xing', '1']],
  ['take.wav', 0.5, ['-c:a', 'pcm_s16le']],
  ['song.flac', 1.2, ['-c:a', 'flac']],
  ['speech.ogg', 0.8, ['-c:a', 'libvorbis']],
];

/** Makes one short file of every kind, all in one run of ffmpeg. The tone is low, so that no higher one is in it. */
export async function makeSeeds(folder: string): Promise<readonly Seed[]> {
  mkdirSync(folder, { recursive: true });
  await ffmpeg([
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100,tremolo=f=4'],
    ...['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=10'],
    ...KINDS.flatMap(([name, seconds, options]) => [
      ...['-map', '0:a', ...options, '-t', String(seconds), '-metadata', 'title=Low tone'],
      join(folder, name),
    ]),
  ]);
  const seeds: Seed[] = [];
  for (const [name] of KINDS) {
    const path = join(folder, name);
    seeds.push({ path, ending: name.slice(name.indexOf('.')), length: await decodedLength(path) });
  }
  return seeds;
}

/** A file of a tree, and what it is a copy of. */
export interface Planted {
  readonly path: string;
  readonly seed: Seed;
}

/** Plants copies of the seeds in folders of three; every fourth shares its stem with the one before. */
export function plantTree(folder: string, seeds: readonly Seed[], count: number): readonly Planted[] {
  return Array.from({ length: count }, (_, n) => {
    const seed = seeds[n % seeds.length]!;
    const stem = `talk ${n % 4 === 3 ? n - 1 : n}`;
    const path = join(folder, `part ${Math.floor(n / 3)}`, `${stem}${seed.ending}`);
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(seed.path, path);
    return { path, seed };
  });
}
