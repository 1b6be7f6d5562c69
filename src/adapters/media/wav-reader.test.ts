import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenOptions, SoundStream } from '../../engine/ports/media.js';
import { sine, wavBytes } from '../../engine/ports/media.sounds.contract.js';
import { soundStreamContract } from '../../engine/ports/media.stream.contract.js';
import { infoChunk, wavHeader } from './wav-header.js';
import { openWavSound } from './wav-reader.js';

const openSurely = async (file: string, options: OpenOptions): Promise<SoundStream> => {
  const sound = await openWavSound(file, options);
  if (sound === undefined) throw new Error('not taken for plain WAV');
  return sound;
};
soundStreamContract('plain WAV', openSurely);

describe('openWavSound()', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapgo-wav-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const opened = async (content: Buffer) => {
    const file = join(folder, 'x.wav');
    await writeFile(file, content);
    const sound = await openWavSound(file, { limitSeconds: 60 });
    await sound?.close();
    return sound;
  };
  const lengthOf = async (content: Buffer) => (await opened(content))?.length;
  /** A plain file, with one number in its header changed. */
  const changed = (at: number, value: number) => {
    const bytes = wavBytes([sine(1000)], 44_100, 'int16');
    bytes.writeUInt32LE(value, at);
    return bytes;
  };

  it('knows length, sample type and tags before it reads', async () => {
    const tail = infoChunk({ title: 'Ünï', artist: 'me' });
    const head = wavHeader({
      sample: 'int24',
      sampleRate: 8000,
      channelCount: 2,
      dataBytes: 600,
      tailBytes: tail.length,
    });
    const sound = await opened(Buffer.concat([head, Buffer.alloc(600), tail]));
    expect(sound).toMatchObject({
      length: 100,
      sampleRate: 8000,
      wavSample: 'int24',
      tags: { title: 'Ünï', artist: 'me' },
    });
  });
  it('reads to the end where the header leaves the length open', async () => {
    for (const size of [0, 0xffff_ffff]) expect(await lengthOf(changed(40, size)), String(size)).toBe(1000);
  });
  it('believes a header that says less than there is, and no more than there is', async () => {
    expect(await lengthOf(changed(40, 500))).toBe(250);
    expect(await lengthOf(changed(40, 1_000_000))).toBe(1000);
  });
  it('reads RF64 by its 64-bit sizes', async () => {
    const head = wavHeader({
      sample: 'int16',
      sampleRate: 8000,
      channelCount: 1,
      dataBytes: 5e9,
      tailBytes: 0,
    });
    head.writeBigUInt64LE(2000n, 28);
    expect(await lengthOf(Buffer.concat([head, Buffer.alloc(2001)]))).toBe(1000);
  });
  it('reads the extensible form', async () => {
    const plain = wavBytes([sine(100)], 44_100, 'int16');
    const format = Buffer.alloc(40);
    plain.copy(format, 0, 20, 36);
    format.writeUInt16LE(0xfffe, 0);
    format.writeUInt16LE(22, 16);
    Buffer.from('0100000000001000800000aa00389b71', 'hex').copy(format, 24);
    const size = Buffer.from([40, 0, 0, 0]);
    const bytes = Buffer.concat([plain.subarray(0, 16), size, format, plain.subarray(36)]);
    expect(await lengthOf(bytes)).toBe(100);
  });
  it('leaves to ffmpeg what is not plain WAV', async () => {
    expect(await opened(Buffer.from('only words'))).toBeUndefined();
    expect(await opened(changed(20, 0x0001_0002))).toBeUndefined(); // ADPCM
    expect(await opened(changed(32, 0x0010_0003))).toBeUndefined(); // three bytes for a sample of two
    expect(await opened(wavBytes([sine(100)], 44_100, 'int16').subarray(0, 30))).toBeUndefined();
    expect(await opened(changed(16, 0xffff_fff0))).toBeUndefined(); // a chunk beyond the end
  });
});
