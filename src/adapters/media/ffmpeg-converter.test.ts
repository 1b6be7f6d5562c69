import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mediaConverterContract, PLAIN } from '../../engine/ports/converter.contract.js';
import type { Conversion } from '../../engine/ports/converter.js';
import { RESULT_LENGTHS } from './convert/lengths/index.js';
import { createFfmpegConverter } from './ffmpeg-converter.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

const run = promisify(execFile);
const META = `;FFMETADATA1
title=Book; One
artist=Öhm
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1000
title=First: part
[CHAPTER]
TIMEBASE=1/1000
START=1000
END=3000
title=Second
`;

for (const { name, ffmpeg } of await ffmpegsToTest()) {
  const source = async () => ffmpeg;
  const converter = createFfmpegConverter(source);
  mediaConverterContract(name, async () => ({ converter, decoder: createFfmpegDecoder(source) }));

  describe(`createFfmpegConverter() with ${name}`, () => {
    let folder: string;
    const at = (file: string) => join(folder, file);
    const make = (...args: string[]) => run(ffmpeg.path, ['-v', 'error', '-y', ...args], { cwd: folder });
    const convert = (from: string, to: string, wishes: Partial<Conversion> = {}) =>
      converter.convert(at(from), at(to), { ...PLAIN, ...wishes });
    const tone = (hz: number, seconds = 3) => ['-f', 'lavfi', '-i', `sine=${hz}:r=44100:d=${seconds}`];

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
      writeFileSync(at('meta.txt'), META);
      const video = ['-f', 'lavfi', '-i', 'testsrc=s=64x64:r=5:d=3'];
      const codecs = ['-c:v', 'mpeg4', '-c:a', 'aac', '-shortest'];
      await make(
        ...video,
        ...tone(440),
        ...tone(880),
        '-map',
        '0',
        '-map',
        '1',
        '-map',
        '2',
        ...codecs,
        'two.mp4',
      );
      await make(...video, ...codecs.slice(0, 2), 'mute.mp4');
      await make('-f', 'lavfi', '-i', 'color=red:s=32x32', '-frames:v', '1', 'cover.png');
      const book = ['-map', '0', '-map', '1', '-map_metadata', '2', '-map_chapters', '2', '-c:v', 'copy'];
      await make(
        ...tone(440),
        '-i',
        'cover.png',
        '-i',
        'meta.txt',
        ...book,
        '-disposition:v',
        'attached_pic',
        'book.mp3',
      );
      await make(...tone(440), '-c:a', 'libmp3lame', 'song.mp3');
      await make('-i', 'song.mp3', ...video, '-c:a', 'copy', '-c:v', 'mpeg4', 'song.mp4');
      const whole = readFileSync(at('song.mp3'));
      writeFileSync(at('cut.mp3'), whole.subarray(0, whole.length / 3));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it('takes the sound of a video, and no picture', async () => {
      expect(await convert('two.mp4', 'two.mp3')).toMatchObject({ codec: 'aac', sampleRate: 44_100 });
      const { audioTracks, hasCover } = await converter.inspect(at('two.mp3'));
      expect({ tracks: audioTracks.length, hasCover }).toEqual({ tracks: 1, hasCover: false });
    });
    it('takes the track that is asked for', async () => {
      await convert('two.mp4', 'second.wav', { format: 'wav', track: 1 });
      const bytes = readFileSync(at('second.wav'));
      const samples = new Int16Array(
        bytes.buffer.slice(bytes.byteOffset + 1000, bytes.byteOffset + 1000 + 88_200),
      );
      const crossings = samples.filter((value, n) => value >= 0 && samples[n - 1]! < 0).length;
      expect(Math.abs(crossings - 880)).toBeLessThan(3);
    });
    it('says what a video without sound lacks', async () => {
      await expect(convert('mute.mp4', 'never.mp3')).rejects.toMatchObject({ code: 'media/no-audio' });
    });
    it('names what is wrong with an encrypted file', async () => {
      const key = ['-encryption_key', '76a6c65c5ea762046bd749a2e632ccbb', '-encryption_kid', '0'.repeat(32)];
      await make(
        '-i',
        'two.mp4',
        '-vn',
        '-c',
        'copy',
        '-encryption_scheme',
        'cenc-aes-ctr',
        ...key,
        'drm.mp4',
      );
      await expect(convert('drm.mp4', 'never.mp3')).rejects.toMatchObject({
        code: 'media/unreadable',
        message: expect.stringContaining('is encrypted'),
      });
    });
    it.each(['mp3', 'm4a', 'opus', 'ogg'] as const)(
      'carries tags, chapters and cover over to %s',
      async (format) => {
        await convert('book.mp3', `book2.${format}`, { format });
        const contents = await converter.inspect(at(`book2.${format}`));
        expect(contents).toMatchObject({
          hasCover: ffmpeg.hasStatsPeriod, // older ones lose covers in M4A and Ogg, or do not say that one is there
          tags: { title: 'Book; One', artist: 'Öhm' },
        });
        expect(contents.chapters.map(({ title }) => title)).toEqual(['First: part', 'Second']);
        expect(contents.chapters[1]!.startSeconds).toBeCloseTo(1, 1); // the delay of an encoder lies between
      },
    );
    it('takes MP3 out of MP4 packet by packet', async () => {
      expect(await convert('song.mp4', 'again.mp3', { copy: true })).toMatchObject({ isCopy: true });
      const packets = async (file: string) =>
        (
          await run(ffmpeg.path, [
            '-v',
            'error',
            '-i',
            at(file),
            '-map',
            '0:a',
            '-c',
            'copy',
            '-f',
            'md5',
            '-',
          ])
        ).stdout;
      expect(await packets('again.mp3')).toBe(await packets('song.mp3'));
    });
    it('takes a short source for a failure, unless nothing is verified', async () => {
      await expect(convert('cut.mp3', 'never.mp3')).rejects.toMatchObject({ code: 'media/short' });
      const { warnings } = await convert('cut.mp3', 'rest.mp3', { verify: 'off' });
      expect(warnings.join()).toMatch(/only 1\.\d s of 3\.\d s of cut\.mp3/);
    });
    it.each(['mp3', 'wav', 'flac', 'opus', 'ogg'] as const)(
      'reads the length of %s as its decoder does',
      async (format) => {
        const { length } = await convert('two.mp4', `long.${format}`, { format, verify: 'full' });
        expect(await RESULT_LENGTHS[format]!(at(`long.${format}`))).toBe(length);
      },
    );
    it('says in the header of an MP3 how long it is to the sample, at low rates too', async () => {
      for (const samples of [96_800, 50_001, 16_384]) {
        await make('-f', 'lavfi', '-i', `sine=300:r=16000:d=${samples / 16_000}`, 'low.wav');
        const { length } = await convert('low.wav', 'low.mp3', { verify: 'full' });
        expect(length).toBe(samples);
      }
    });
    it('says the command line it would run', async () => {
      const line = await converter.explain(at('two.mp4'), at('x.mp3'), PLAIN);
      expect(line.join(' ')).toMatch(
        /-format_whitelist .* -i file:.*two\.mp4 .*-c:a libmp3lame -q:a 2 .*file:.*x\.mp3$/,
      );
    });
  });
}
