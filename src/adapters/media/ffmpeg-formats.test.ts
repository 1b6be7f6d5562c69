import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rmsOf, sine, wavBytes } from '../../engine/ports/media.sounds.contract.js';
import { createFfmpegDecoder } from './ffmpeg-decoder.js';
import { createFfmpegEncoder } from './ffmpeg-encoder.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';

const RATE = 48_000;
const MONO = { sampleRate: RATE, channelCount: 1, limitSeconds: 60 } as const;

describe.each(await ffmpegsToTest())('files of every kind with $name', ({ ffmpeg }) => {
  const decoder = createFfmpegDecoder(async () => ffmpeg);
  const encoder = createFfmpegEncoder(async () => ffmpeg);
  let folder = '';
  const path = (name: string) => join(folder, name);
  const make = (...args: string[]) => execFileSync(ffmpeg.path, ['-v', 'error', '-nostdin', '-y', ...args]);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapgo-formats-'));
    await writeFile(
      path('a.wav'),
      wavBytes([sine(2 * RATE, 440, RATE), sine(2 * RATE, 440, RATE)], RATE, 'int16'),
    );
    make('-f', 'lavfi', '-i', 'testsrc=d=2:s=64x64:r=10', path('mute.mp4'));
    make('-i', path('mute.mp4'), '-i', path('a.wav'), '-c:v', 'copy', path('video.mp4'));
    make('-i', path('a.wav'), '-b:a', '128k', path('a.mp3'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['mkv', 'mov', 'ts', 'flv', 'aac', 'aiff', 'ogg', 'flac', 'wma', 'caf', 'au', 'w64', 'ac3', 'mpg'])(
    'decodes .%s',
    async (ending) => {
      make(
        '-i',
        path('a.wav'),
        ...(ending === 'ogg' ? ['-c:a', 'libopus'] : []),
        ...(ending === 'flv' ? ['-ar', '44100'] : []),
        path(`a.${ending}`),
      );
      const { channels } = await decoder.decode(path(`a.${ending}`), MONO);
      expect(Math.abs(channels[0]!.length / RATE - 2)).toBeLessThan(0.15);
      expect(rmsOf(channels[0]!.subarray(RATE / 2, RATE))).toBeCloseTo(0.5 / Math.SQRT2, 1);
    },
  );
  it('decodes the sound of a video and refuses one without', async () => {
    expect(await decoder.probe(path('video.mp4'))).toMatchObject({ hasVideo: true });
    expect((await decoder.decode(path('video.mp4'), MONO)).channels[0]!.length).toBeGreaterThan(1.9 * RATE);
    await expect(decoder.decode(path('mute.mp4'), MONO)).rejects.toMatchObject({ code: 'media/no-audio' });
  });
  it('decodes 192 kHz with six channels and twelve without a layout', async () => {
    for (const count of [6, 12]) {
      const channels = Array.from({ length: count }, () => sine(19_200, 440, 192_000));
      await writeFile(path('many.wav'), wavBytes(channels, 192_000, 'int24'));
      const { channels: mixed } = await decoder.decode(path('many.wav'), MONO);
      expect(Math.abs(mixed[0]!.length - 4800)).toBeLessThan(20);
      expect(rmsOf(mixed[0]!)).toBeGreaterThan(0.2);
    }
  });
  it('decodes a truncated MP3 as far as it goes and says so', async () => {
    const whole = (await readFile(path('a.mp3'))).length;
    await writeFile(path('cut.mp3'), await readFile(path('a.mp3')));
    await truncate(path('cut.mp3'), Math.floor(whole / 3));
    const { channels, warnings } = await decoder.decode(path('cut.mp3'), MONO);
    expect(channels[0]!.length / RATE).toBeGreaterThan(0.4);
    expect(channels[0]!.length / RATE).toBeLessThan(0.9);
    expect(warnings.join()).toMatch(/only 0\.\d s of 2\.\d s/);
  });
  it('refuses a video whose index was never written', async () => {
    await writeFile(path('cut.mp4'), (await readFile(path('video.mp4'))).subarray(0, 3000));
    const error = { code: 'media/not-media', message: /moov atom not found/ };
    await expect(decoder.decode(path('cut.mp4'), MONO)).rejects.toMatchObject(error);
  });
  it('stops a sound of unknown length at the limit', async () => {
    make('-i', path('a.wav'), '-f', 'adts', '-c:a', 'aac', path('b.aac'));
    const failing = decoder.decode(path('b.aac'), { ...MONO, limitSeconds: 0.5 });
    await expect(failing).rejects.toMatchObject({ code: 'media/too-long', message: /limit of 0.5 s/ });
  });
  it('writes an MP3 that plays without a gap and names no date or version', async () => {
    const sound = sine(RATE, 440, RATE);
    const stream = await encoder.open(path('out.mp3'), {
      ...{ format: 'mp3', sampleRate: RATE, channelCount: 1, wavSample: 'int16' },
      tags: { encoder: 'rapgo 9', comment: 'made' },
    });
    await stream.write([sound]);
    await stream.finish();
    const bytes = (await readFile(path('out.mp3'))).toString('latin1');
    expect(bytes).toContain('Xing');
    expect(bytes).toContain('rapgo 9');
    expect(bytes).not.toMatch(/Lav[fc]\d/);
    expect((await decoder.decode(path('out.mp3'), MONO)).channels[0]!.length).toBe(RATE);
  });
  it('says which encoder is missing', async () => {
    const poor = createFfmpegEncoder(async () => ({ ...ffmpeg, encoders: new Set(['flac']) }));
    const options = {
      format: 'mp3',
      sampleRate: RATE,
      channelCount: 1,
      wavSample: 'int16',
      tags: {},
    } as const;
    await expect(poor.open(path('x.mp3'), options)).rejects.toMatchObject({
      code: 'tool/missing',
      message: /libmp3lame/,
    });
  });
});
