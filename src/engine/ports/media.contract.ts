import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecodeOptions, EncodeOptions, MediaDecoder, MediaEncoder, OutputFormat } from './media.js';
import { peakOf, rmsOf, sine, wavBytes } from './media.sounds.contract.js';

const RATE = 44_100;
const MONO: DecodeOptions = { sampleRate: RATE, channelCount: 1, limitSeconds: 60 };
const STEREO: DecodeOptions = { ...MONO, channelCount: 2 };

/** A folder for the files of one suite. */
function folderForTests() {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rapgo-media-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    path: (name: string) => join(folder, name),
    write: async (name: string, content: string | Buffer) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
  };
}

/** What every {@link MediaDecoder} must do. `open` is called once per test. */
export function mediaDecoderContract(name: string, open: () => Promise<MediaDecoder>): void {
  describe(`MediaDecoder: ${name}`, () => {
    const files = folderForTests();
    const codeOf = async (file: string, options = MONO) =>
      (await open()).decode(file, options).then(
        () => 'decoded',
        (cause: { code?: string }) => cause.code,
      );

    it('probe() tells length, rate and channels', async () => {
      const file = await files.write('probe.wav', wavBytes([sine(RATE), sine(RATE)], RATE, 'int16'));
      const info = await (await open()).probe(file);
      expect(info.format).toBe('wav');
      expect(info.durationSeconds).toBeCloseTo(1, 2);
      expect(info.audioTracks).toMatchObject([{ codec: 'pcm_s16le', sampleRate: RATE, channelCount: 2 }]);
      expect(info.hasVideo).toBe(false);
    });
    it.each([
      ['u8', 2 ** -7],
      ['int16', 2 ** -15],
      ['int24', 2 ** -23],
      ['float32', 0],
    ] as const)('decode() returns the samples of a %s file at its own rate', async (kind, step) => {
      const original = sine(2000);
      const file = await files.write(`${kind}.wav`, wavBytes([original], RATE, kind));
      const { channels, repairedSamples, warnings } = await (await open()).decode(file, MONO);
      expect(channels.map((channel) => channel.length)).toEqual([2000]);
      const worst = peakOf(channels[0]!.map((sample, n) => sample - original[n]!));
      expect(worst).toBeLessThanOrEqual(step);
      expect({ repairedSamples, warnings }).toEqual({ repairedSamples: 0, warnings: [] });
    });
    it('decode() resamples to the asked rate', async () => {
      const file = await files.write('192k.wav', wavBytes([sine(192_000, 440, 192_000)], 192_000, 'int16'));
      const [channel] = (await (await open()).decode(file, { ...MONO, sampleRate: 8000 })).channels;
      expect(Math.abs(channel!.length - 8000)).toBeLessThan(20);
      expect(rmsOf(channel!.subarray(1000, 7000))).toBeCloseTo(0.5 / Math.SQRT2, 2);
    });
    it('decode() makes one channel the mean of left and right', async () => {
      const left = sine(4410);
      const file = await files.write('mean.wav', wavBytes([left, new Float32Array(4410)], RATE, 'float32'));
      const [mono] = (await (await open()).decode(file, MONO)).channels;
      expect(mono![25]).toBeCloseTo(left[25]! / 2, 6);
    });
    it('decode() keeps speech whose channels cancel each other', async () => {
      const left = sine(4410);
      const right = left.map((sample) => -0.9 * sample);
      const file = await files.write('cancel.wav', wavBytes([left, right], RATE, 'float32'));
      const { channels, warnings } = await (await open()).decode(file, MONO);
      expect(rmsOf(channels[0]!)).toBeCloseTo(rmsOf(left), 5);
      expect(warnings.join()).toContain('cancel');
      expect((await (await open()).decode(file, STEREO)).channels[1]![25]).toBeCloseTo(right[25]!, 6);
    });
    it('decode() gives a mono source two channels alike', async () => {
      const file = await files.write('twice.wav', wavBytes([sine(4410)], RATE, 'float32'));
      const [left, right] = (await (await open()).decode(file, STEREO)).channels;
      expect(right).toEqual(left);
      expect(rmsOf(left!)).toBeCloseTo(rmsOf(sine(4410)), 5);
    });
    it('decode() mixes six channels', async () => {
      const channels = Array.from({ length: 6 }, (_, c) => (c === 2 ? sine(4410) : new Float32Array(4410)));
      const file = await files.write('six.wav', wavBytes(channels, RATE, 'int16'));
      const [mono] = (await (await open()).decode(file, MONO)).channels;
      expect(rmsOf(mono!)).toBeGreaterThan(0.1); // the centre, where films keep their speech
    });
    it('decode() reports progress in seconds that rise', async () => {
      const file = await files.write('long.wav', wavBytes([new Float32Array(RATE * 5)], RATE, 'int16'));
      const said: number[] = [];
      await (await open()).decode(file, { ...MONO, onProgress: (seconds) => said.push(seconds) });
      expect(said.length).toBeGreaterThan(2);
      expect(said).toEqual([...said].sort((a, b) => a - b));
      expect(said.at(-1)).toBeLessThanOrEqual(5);
    });

    it('decode() refuses what is not there, not readable or no media', async () => {
      expect(await codeOf(files.path('none.wav'))).toBe('media/not-found');
      expect(await codeOf(files.path('.'))).toBe('media/unreadable');
      expect(await codeOf(await files.write('empty.mp3', ''))).toBe('media/not-media');
      expect(await codeOf(await files.write('text.mp3', 'Only words, no sound at all.\n'))).toBe(
        'media/not-media',
      );
      expect(await codeOf(await files.write('noise.mp3', Buffer.alloc(50_000, 0x5a)))).toBe(
        'media/not-media',
      );
    });
    it('decode() refuses a sound beyond the limit', async () => {
      const file = await files.write('limit.wav', wavBytes([new Float32Array(RATE * 3)], RATE, 'int16'));
      expect(await codeOf(file, { ...MONO, limitSeconds: 2 })).toBe('media/too-long');
      expect(await codeOf(file, { ...MONO, limitSeconds: 3 })).toBe('decoded');
    });
    it('decode() sets a few broken samples to 0 and counts them', async () => {
      const original = sine(RATE);
      original.set([Number.NaN, Number.NEGATIVE_INFINITY, 1e30, -1.1e6], 100);
      const file = await files.write('few.wav', wavBytes([original], RATE, 'float32'));
      const { channels, repairedSamples } = await (await open()).decode(file, MONO);
      expect(repairedSamples).toBe(4);
      expect(channels[0]!.every((sample) => Math.abs(sample) <= 1)).toBe(true);
    });
    it('decode() refuses a file of broken samples', async () => {
      const file = await files.write(
        'nan.wav',
        wavBytes([new Float32Array(RATE).fill(Number.NaN)], RATE, 'float32'),
      );
      expect(await codeOf(file)).toBe('media/bad-samples');
    });
    it('decode() reads a truncated file as far as it goes and says so', async () => {
      const file = await files.write('cut.wav', wavBytes([sine(RATE)], RATE, 'int16'));
      await truncate(file, 44 + RATE);
      const { channels, warnings } = await (await open()).decode(file, MONO);
      expect(channels[0]!.length).toBe(RATE / 2);
      expect(warnings).toHaveLength(1);
    });
    it('decode() takes names with odd characters', async () => {
      const names = [
        '-i.wav',
        'a:b.wav',
        '100%d.wav',
        'it\'s "so".wav',
        'line\nbreak.wav',
        'ünï 音.wav',
        '[x],;|.wav',
      ];
      for (const odd of names) {
        const file = await files.write(odd, wavBytes([sine(441)], RATE, 'int16'));
        expect((await (await open()).decode(file, MONO)).channels[0]!.length, odd).toBe(441);
      }
    });
    it('rejects with the reason of an aborted signal', async () => {
      const file = await files.write('abort.wav', wavBytes([new Float32Array(RATE)], RATE, 'int16'));
      const signal = AbortSignal.abort(new Error('enough'));
      await expect((await open()).decode(file, { ...MONO, signal })).rejects.toThrow('enough');
      await expect((await open()).probe(file, { signal })).rejects.toThrow('enough');
    });
  });
}

/** An encoder and something that can read what it wrote. */
export interface EncoderUnderTest {
  readonly encoder: MediaEncoder;
  readonly decoder: MediaDecoder;
}

/** What every {@link MediaEncoder} must do with each of `formats`. `open` is called once per test. */
export function mediaEncoderContract(
  name: string,
  formats: readonly OutputFormat[],
  open: () => Promise<EncoderUnderTest>,
): void {
  describe.each(formats)(`MediaEncoder: ${name}, %s`, (format) => {
    const files = folderForTests();
    const options: EncodeOptions = {
      format,
      sampleRate: RATE,
      channelCount: 2,
      wavSample: 'int16',
      tags: {},
    };
    const sound = [sine(RATE), sine(RATE, 660)];
    const write = async (file: string, blocks: readonly (readonly Float32Array[])[], more = {}) => {
      const stream = await (await open()).encoder.open(file, { ...options, ...more });
      for (const block of blocks) await stream.write(block);
      return stream.finish();
    };

    it('writes what it was given', async () => {
      const file = files.path(`same.${format}`);
      expect(await write(file, [sound])).toEqual({ clippedSamples: 0 });
      const { channels, warnings } = await (await open()).decoder.decode(file, STEREO);
      expect(warnings).toEqual([]);
      expect(channels[0]!.length - RATE).toBeGreaterThanOrEqual(0);
      expect(channels[0]!.length - RATE).toBeLessThan(1100); // AAC fills up its last packet
      const [error] = channels.map((channel, c) =>
        rmsOf(channel.subarray(0, RATE).map((v, n) => v - sound[c]![n]!)),
      );
      expect(error).toBeLessThan(0.02); // not shifted, not turned round, not louder
    });
    it('gives the same bytes for the same samples in any blocks', async () => {
      const [one, two] = [files.path(`one.${format}`), files.path(`two.${format}`)];
      await write(one, [sound]);
      const cuts = [0, 1, 1, 500, 33_333, RATE];
      await write(
        two,
        cuts.slice(1).map((end, n) => sound.map((channel) => channel.subarray(cuts[n], end))),
      );
      expect((await readFile(one)).equals(await readFile(two))).toBe(true);
    });
    it('takes tags with any text', async () => {
      const file = files.path(`tags.${format}`);
      const title = 'It\'s "so" = a b; ünï 音\nnew line';
      await write(file, [sound], { tags: { title, comment: '-i x', genre: '', encoder: 'rapgo 1' } });
      const bytes = await readFile(file);
      const isThere = ['utf8', 'utf16le'].some((coding) =>
        bytes.includes(Buffer.from(title, coding as 'utf8')),
      );
      expect(isThere).toBe(true);
    });
    it('counts samples beyond full scale', async () => {
      const loud = Float32Array.from({ length: 1000 }, (_, n) => (n % 100 === 0 ? 1.5 : 1));
      const file = files.path(`loud.${format}`);
      expect(await write(file, [[loud, loud]])).toEqual({ clippedSamples: 20 });
    });
    it('says at once where it cannot write', async () => {
      await mkdir(files.path(`folder.${format}`));
      const { encoder } = await open();
      for (const file of [files.path(`none/x.${format}`), files.path(`folder.${format}`)]) {
        await expect(encoder.open(file, options)).rejects.toMatchObject({ code: 'output/unwritable' });
      }
    });
    it.runIf(existsSync('/dev/full'))('says that the volume is full', async () => {
      const file = files.path(`full.${format}`);
      await symlink('/dev/full', file);
      await expect(write(file, [sound, sound, sound])).rejects.toMatchObject({ code: 'output/full' });
    });
    it('discard() leaves no file, twice, and not after finish()', async () => {
      const { encoder } = await open();
      const file = files.path(`gone.${format}`);
      const stream = await encoder.open(file, options);
      await stream.write(sound);
      await stream.discard();
      await stream.discard();
      expect(existsSync(file)).toBe(false);
      const kept = await encoder.open(file, options);
      await kept.write(sound);
      await kept.finish();
      await kept.discard();
      expect((await stat(file)).size).toBeGreaterThan(0);
    });
    it('stops on an aborted signal', async () => {
      const { encoder } = await open();
      const file = files.path(`abort.${format}`);
      const abort = new AbortController();
      const stream = await encoder.open(file, { ...options, signal: abort.signal });
      await stream.write(sound);
      abort.abort(new Error('enough'));
      const goOn = async () => {
        await stream.write(sound);
        await stream.finish();
      };
      await expect(goOn()).rejects.toThrow('enough');
      await stream.discard();
      expect(existsSync(file)).toBe(false);
    });
    it('refuses blocks of another shape as a fault of the caller', async () => {
      const stream = await (await open()).encoder.open(files.path(`shape.${format}`), options);
      await expect(stream.write([sine(10)])).rejects.toThrow(RangeError);
      await expect(stream.write([sine(10), sine(11)])).rejects.toThrow(RangeError);
      await stream.discard();
    });
  });
}
