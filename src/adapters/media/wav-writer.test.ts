import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WaveFile } from 'wavefile';
import type { WavSample } from '../../engine/ports/media.js';
import { sine } from '../../engine/ports/media.sounds.contract.js';
import { ffmpegsToTest } from './ffmpegs.contract.js';
import { probeMedia } from './probe-media.js';
import { infoChunk, wavHeader } from './wav-header.js';
import { openWavSink, openWavStream } from './wav-writer.js';

const programs = await ffmpegsToTest();
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapgo-wav-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(wavSample: WavSample, channels: readonly Float32Array[], tags = {}) {
  const file = join(folder, 'x.wav');
  const { length: channelCount } = channels;
  const stream = await openWavStream(file, {
    format: 'wav',
    sampleRate: 48_000,
    channelCount,
    wavSample,
    tags,
  });
  await stream.write(channels);
  await stream.finish();
  return new WaveFile(await readFile(file));
}

/** Samples as another reader sees them, in steps of the file. */
const samplesOf = (wave: WaveFile) => wave.getSamples(true, Float64Array as never) as unknown as Float64Array;

describe('openWavStream()', () => {
  it('writes what another reader reads back, with 24 bits and floats', async () => {
    const sound = sine(1000);
    const as24 = samplesOf(await written('int24', [sound]));
    expect(as24.every((step, n) => Math.abs(step - sound[n]! * 2 ** 23) <= 0.5)).toBe(true);
    const asFloat = samplesOf(await written('float32', [sound]));
    expect(asFloat.every((value, n) => value === sound[n])).toBe(true);
  });
  it('dithers 16 bits by at most one and a half steps, without a bias', async () => {
    const sound = new Float32Array(20_000).fill(0.3 / 2 ** 15);
    const steps = samplesOf(await written('int16', [sound]));
    expect(steps.every((step) => Math.abs(step - 0.3) <= 1.5)).toBe(true);
    expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeCloseTo(0.3, 1);
  });
  it('keeps silence silent and a 16-bit source bit for bit', async () => {
    const sound = Float32Array.from({ length: 1000 }, (_, n) =>
      n % 3 === 0 ? 0 : (n * 37 - 16_000) / 2 ** 15,
    );
    const steps = samplesOf(await written('int16', [sound]));
    expect(steps.every((step, n) => step === sound[n]! * 2 ** 15)).toBe(true);
  });
  it('writes 32 bits to the precision of floats, and 8 bits dithered around the middle', async () => {
    const sound = sine(1000);
    const as32 = samplesOf(await written('int32', [sound]));
    expect(as32.every((step, n) => step === Math.round(sound[n]! * 2 ** 31))).toBe(true);
    const exact = Float32Array.from({ length: 256 }, (_, n) => (n - 128) / 128);
    expect([...samplesOf(await written('u8', [exact]))]).toEqual(Array.from({ length: 256 }, (_, n) => n));
    const as8 = samplesOf(await written('u8', [sound]));
    expect(as8.every((step, n) => Math.abs(step - 128 - sound[n]! * 128) <= 1.5)).toBe(true);
  });
  it('gives loud and soft samples the same dither', async () => {
    const sound = sine(2000).map((sample) => 1.9 * sample);
    const soft = samplesOf(await written('int16', [sound]));
    const loud = samplesOf(await written('int16', [Float32Array.of(...sound, 1.5)]));
    expect([...loud.subarray(0, 2000)]).toEqual([...soft]);
  });
  it('knows size and hash of a file whose length was told', async () => {
    const file = join(folder, 'told.wav');
    const shape = {
      format: 'wav',
      sampleRate: 48_000,
      channelCount: 1,
      wavSample: 'int24',
      tags: { title: 'x' },
    } as const;
    for (const length of [999, 1000]) {
      const stream = await openWavStream(file, { ...shape, length });
      await stream.write([sine(999)]);
      const { identity } = await stream.finish();
      const bytes = await readFile(file);
      expect(samplesOf(new WaveFile(bytes))).toHaveLength(999);
      const real = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      expect(identity).toEqual(length === 999 ? real : undefined);
    }
  });
  it('cuts off at full scale and turns what is no number into silence', async () => {
    const sound = Float32Array.of(2, -2, Number.NaN, Number.POSITIVE_INFINITY, 1, -1);
    expect([...samplesOf(await written('int16', [sound]))]).toEqual([32767, -32768, 0, 32767, 32767, -32768]);
  });
  it('pads an odd number of bytes and keeps tags readable', async () => {
    const wave = await written('int24', [sine(3)], { title: 'Ünï', comment: 'odd', unknown: 'x' });
    expect(samplesOf(wave)).toHaveLength(3);
    expect(wave.getTag('ICMT')).toBe('odd');
  });
  it('has the plain format tags and a header that adds up', async () => {
    const wave = await written('float32', [sine(10), sine(10)]);
    expect(wave.fmt).toMatchObject({ audioFormat: 3, numChannels: 2, sampleRate: 48_000, blockAlign: 8 });
    expect((await readFile(join(folder, 'x.wav'))).length).toBe(92 + 80);
  });
});

describe('openWavSink()', () => {
  const shape = {
    format: 'wav',
    sampleRate: 8000,
    channelCount: 2,
    wavSample: 'int16',
    tags: { title: 'x' },
  } as const;
  const sent = async (length: number | undefined) => {
    const parts: Buffer[] = [];
    const stream = await openWavSink(
      { write: async (bytes) => void parts.push(Buffer.from(bytes)) },
      { ...shape, length },
    );
    expect(parts).toHaveLength(1); // a reader need not wait for sound to know what will come
    await stream.write([sine(500), sine(500)]);
    await stream.finish();
    return Buffer.concat(parts);
  };
  it('sends a file in one go where the length is told', async () => {
    const wave = new WaveFile(await sent(500));
    expect((wave.getSamples(false, Float64Array as never) as unknown as Float64Array[])[1]).toHaveLength(500);
    expect(wave.getTag('INAM')).toBe('x');
  });
  it('leaves the length open where it is not, with nothing behind the samples', async () => {
    const bytes = await sent(undefined);
    expect([bytes.readUInt32LE(4), bytes.readUInt32LE(76), bytes.length]).toEqual([
      0xffff_ffff,
      0xffff_ffff,
      80 + 2000,
    ]);
  });
  it('stops where nobody reads any more', async () => {
    const gone = new Error('gone');
    await expect(openWavSink({ write: () => Promise.reject(gone) }, shape)).rejects.toBe(gone);
  });
});

describe('wavHeader()', () => {
  const shape = { sample: 'int16', sampleRate: 48_000, channelCount: 2, tailBytes: 0 } as const;
  it('becomes RF64 beyond 4 GiB, in the same number of bytes', () => {
    const small = wavHeader({ ...shape, dataBytes: 1000 });
    const large = wavHeader({ ...shape, dataBytes: 5e9 });
    expect([small.toString('latin1', 0, 4), large.toString('latin1', 0, 4)]).toEqual(['RIFF', 'RF64']);
    expect(large.length).toBe(small.length);
    expect(large.readBigUInt64LE(28)).toBe(5_000_000_000n);
  });
  it.each(programs)('is understood beyond 4 GiB by $name', async ({ ffmpeg }) => {
    const file = join(folder, 'large.wav');
    const dataBytes = 192_000 * 30_000;
    await writeFile(file, wavHeader({ ...shape, dataBytes }));
    const handle = await open(file, 'r+');
    await handle.truncate(80 + dataBytes); // a hole: takes no room on the volume
    await handle.close();
    expect((await probeMedia(ffmpeg, file, {})).info.durationSeconds).toBeCloseTo(30_000, 0);
  });
});

describe('infoChunk()', () => {
  it('is empty without tags a WAV file has a place for', () => {
    expect(infoChunk({ tempo: '90', title: '' })).toHaveLength(0);
  });
});
