import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaDecoder, OpenOptions, SoundStream } from './media.js';
import { peakOf, sine, wavBytes } from './media.sounds.contract.js';

const RATE = 44_100;
const OPTIONS: OpenOptions = { limitSeconds: 60 };

const bytesOf = ([channel]: readonly Float32Array[]): Buffer =>
  Buffer.from(channel!.buffer as ArrayBuffer, channel!.byteOffset, channel!.byteLength);

/** Everything a stream has to give. */
async function walk(sound: SoundStream): Promise<Float32Array[]> {
  const parts: Float32Array[][] = Array.from({ length: sound.channelCount }, () => []);
  for await (const block of sound.blocks()) {
    expect(block).toHaveLength(sound.channelCount);
    block.forEach((channel, c) => void parts[c]!.push(channel.slice()));
  }
  return parts.map((blocks) => {
    const whole = new Float32Array(blocks.reduce((length, block) => length + block.length, 0));
    let at = 0;
    for (const block of blocks) {
      whole.set(block, at);
      at += block.length;
    }
    return whole;
  });
}

/** What `MediaDecoder.open` must do with the files of {@link wavBytes}, whoever reads them. */
export function soundStreamContract(name: string, open: MediaDecoder['open']): void {
  describe(`SoundStream: ${name}`, () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'rapgo-stream-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const write = async (file: string, content: Buffer) => {
      await writeFile(join(folder, file), content);
      return join(folder, file);
    };
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'fine',
        (cause: { code?: string }) => cause.code,
      );
    const readAll = async (file: string, options = OPTIONS) => {
      const sound = await open(file, options);
      try {
        return { sound, channels: await walk(sound), summary: await sound.finish() };
      } finally {
        await sound.close();
      }
    };

    it.each([
      ['u8', 2 ** -7],
      ['int16', 2 ** -15],
      ['int24', 2 ** -23],
      ['float32', 0],
    ] as const)('gives the samples of a %s file at its own rate, with its channels', async (kind, step) => {
      const original = [sine(20_000, 440, 22_050), sine(20_000, 660, 22_050), sine(20_000, 880, 22_050)];
      const file = await write(`${kind}.wav`, wavBytes(original, 22_050, kind));
      const { sound, channels, summary } = await readAll(file);
      expect(sound).toMatchObject({ sampleRate: 22_050, channelCount: 3 });
      expect(sound.durationSeconds).toBeCloseTo(20_000 / 22_050, 2);
      channels.forEach((channel, c) => {
        expect(channel).toHaveLength(20_000);
        expect(peakOf(channel.map((sample, n) => sample - original[c]![n]!))).toBeLessThanOrEqual(step);
      });
      expect(summary).toEqual({ repairedSamples: 0, warnings: [], sha256: null });
    });
    it('gives long sounds in blocks, again when asked again, also after a break', async () => {
      const original = sine(20 * RATE);
      const file = await write('long.wav', wavBytes([original], RATE, 'int16'));
      const sound = await open(file, OPTIONS);
      let first = 0;
      for await (const [channel] of sound.blocks()) {
        first = channel!.length;
        break;
      }
      expect(first).toBeLessThan(original.length / 2);
      const once = await walk(sound);
      expect(once[0]).toHaveLength(original.length);
      expect(Buffer.compare(bytesOf(await walk(sound)), bytesOf(once))).toBe(0);
      await sound.close();
      await sound.close();
    });
    it('hashes the whole file by the way', async () => {
      const file = await write(
        'hash.wav',
        Buffer.concat([wavBytes([sine(9999)], RATE, 'int16'), Buffer.from('LIST')]),
      );
      const { summary } = await readAll(file, { ...OPTIONS, isIdentified: true });
      expect(summary.sha256).toBe(
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      );
    });
    it('sets a few broken samples to 0 and counts them', async () => {
      const original = sine(RATE);
      original.set([Number.NaN, Number.NEGATIVE_INFINITY, 1e30, -1.1e6], 100);
      const { channels, summary } = await readAll(
        await write('few.wav', wavBytes([original], RATE, 'float32')),
      );
      expect(summary.repairedSamples).toBe(4);
      expect([...channels[0]!.subarray(100, 104)]).toEqual([0, 0, 0, 0]);
      expect(channels[0]!.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    });
    it('refuses at the end a file of broken samples', async () => {
      const broken = new Float32Array(RATE).fill(Number.NaN);
      const file = await write('nan.wav', wavBytes([broken], RATE, 'float32'));
      expect(await codeOf(readAll(file))).toBe('media/bad-samples');
    });
    it('reads a truncated file as far as it goes and says so', async () => {
      const file = await write('cut.wav', wavBytes([sine(RATE)], RATE, 'int16'));
      await truncate(file, 44 + RATE + 1);
      const { channels, summary } = await readAll(file);
      expect(channels[0]).toHaveLength(RATE / 2);
      expect(summary.warnings).toEqual([expect.stringContaining('shorter than its header says; 0.5 s')]);
    });
    it('refuses a file without a sample, and one beyond the limit', async () => {
      expect(
        await codeOf(readAll(await write('none.wav', wavBytes([new Float32Array(0)], RATE, 'int16')))),
      ).toMatch(/media\/(?:no-audio|not-media)/);
      const file = await write('limit.wav', wavBytes([new Float32Array(RATE * 3)], RATE, 'int16'));
      expect(await codeOf(readAll(file, { limitSeconds: 2 }))).toBe('media/too-long');
    });
    it('refuses what is not there or empty', async () => {
      expect(await codeOf(open(join(folder, 'absent.wav'), OPTIONS))).toBe('media/not-found');
      expect(await codeOf(open(folder, OPTIONS))).toBe('media/unreadable');
      expect(await codeOf(open(await write('empty.wav', Buffer.alloc(0)), OPTIONS))).toBe('media/not-media');
    });
    it('stops with the reason of an aborted signal', async () => {
      const file = await write('abort.wav', wavBytes([new Float32Array(60 * RATE)], RATE, 'int16'));
      const abort = new AbortController();
      const sound = await open(file, { ...OPTIONS, signal: abort.signal });
      const reading = async () => {
        for await (const _ of sound.blocks()) abort.abort(new Error('enough'));
      };
      await expect(reading()).rejects.toThrow('enough');
      await sound.close();
    });
  });
}
