import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeWarnings } from './decode-warnings.js';
import type { ProbedMedia } from './probe-media.js';

const TIME_STAMPS =
  '[f32le @ 0x5618] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 9 >= 7';
const BROKEN = '[vorbis @ 0x27ca] Invalid packet';

const track = {
  codec: 'vorbis',
  sampleRate: 44_100,
  channelCount: 2,
  index: 0,
  layout: 'stereo',
  wavSample: 'int16',
} as const;
const media = {
  info: { format: 'ogg', durationSeconds: 10, audioTracks: [track], hasVideo: false },
  lines: [],
  track,
  fileBytes: 100,
} satisfies ProbedMedia;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-'));
  file = join(folder, 'a song.ogg');
  await writeFile(file, new Uint8Array(100));
});
afterAll(() => rm(folder, { recursive: true }));

const warningsOf = (heard: readonly string[], decodedSeconds = 10): Promise<string[]> =>
  decodeWarnings({ file, media, heard, decodedSeconds });

describe('decodeWarnings()', () => {
  it('says nothing of a file that is whole', async () => {
    expect(await warningsOf([])).toEqual([]);
    expect(await warningsOf([TIME_STAMPS, TIME_STAMPS])).toEqual([]);
  });
  it('names the file and what ffmpeg says of it, once', async () => {
    expect(await warningsOf([TIME_STAMPS, BROKEN, BROKEN])).toEqual([
      'a song.ogg is damaged in places: Invalid packet',
    ]);
    expect(await warningsOf(['one', 'two', 'three', 'four'])).toEqual([
      'a song.ogg is damaged in places: one; two and 2 more',
    ]);
  });
  it('says how much of a file could not be read', async () => {
    expect(await warningsOf([], 9.6)).toEqual([]);
    expect(await warningsOf([], 4)).toEqual(['only 4.0 s of 10.0 s of a song.ogg could be read']);
  });
});
