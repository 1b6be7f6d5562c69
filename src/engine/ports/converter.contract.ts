import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONVERT_FORMATS, type Conversion, type ConvertFormat, type MediaConverter } from './converter.js';
import type { MediaDecoder } from './media.js';
import { sine, wavBytes } from './media.sounds.contract.js';

/** What a conversion is without any wish. */
export const PLAIN: Conversion = {
  ...{ format: 'mp3', quality: null, sampleRate: null, channelCount: null, track: null },
  ...{ startSeconds: null, endSeconds: null, gainDb: 0, copy: false, tags: {}, chapters: true },
  ...{ tagsFrom: null, verify: 'quick' },
};

const RATE = 44_100;
const LENGTH = 3 * RATE + 77;
/** Formats, or old encoders of them, that round the length to whole frames. */
const ROUNDED = new Set<ConvertFormat>(['aac', 'm4a', 'ogg']);
const LOSSLESS = ['wav', 'flac'] as const;

const peakOf = (samples: Float32Array): number => samples.reduce((most, value) => Math.max(most, value), 0);

/** What every converter must do. */
export function mediaConverterContract(
  name: string,
  open: () => Promise<{ readonly converter: MediaConverter; readonly decoder: MediaDecoder }>,
): void {
  describe(`MediaConverter ${name}`, () => {
    let folder: string;
    let converter: MediaConverter;
    let decoder: MediaDecoder;
    const at = (file: string) => join(folder, file);
    const convert = (target: string, wishes: Partial<Conversion> = {}, source = 'tone.wav') =>
      converter.convert(at(source), at(target), { ...PLAIN, ...wishes });
    const decode = async (file: string) =>
      (await decoder.decode(at(file), { sampleRate: RATE, channelCount: 2, limitSeconds: 60 })).channels;

    beforeAll(async () => {
      ({ converter, decoder } = await open());
      folder = mkdtempSync(join(tmpdir(), 'rapgo-'));
      const silence = new Float32Array(RATE);
      const joined = [silence, sine(2 * RATE, 440), silence].flatMap((part) => [...part]);
      writeFileSync(at('tone.wav'), wavBytes([sine(LENGTH), sine(LENGTH, 660)], RATE, 'int16'));
      writeFileSync(at('framed.wav'), wavBytes([Float32Array.from(joined)], RATE, 'int16'));
      writeFileSync(at('words.txt'), 'no sound at all, only words');
      writeFileSync(at('empty.mp4'), '');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each(CONVERT_FORMATS)(
      'writes %s of the length it says, with the pitch of the source',
      async (format) => {
        const summary = await convert(`out.${format}`, { format });
        expect(summary).toMatchObject({ channelCount: 2, isCopy: false, codec: 'pcm_s16le', warnings: [] });
        const rate = format === 'opus' ? 48_000 : RATE;
        expect(summary.sampleRate).toBe(rate);
        expect(Math.abs(summary.length! - (LENGTH * rate) / RATE)).toBeLessThan(
          ROUNDED.has(format) ? 4096 : 2,
        );
        const [left] = await decode(`out.${format}`);
        expect(Math.abs(left!.length - LENGTH)).toBeLessThan(ROUNDED.has(format) ? 4096 : 2);
        const crossings = left!
          .slice(RATE, 2 * RATE)
          .filter((value, n, all) => value >= 0 && all[n - 1]! < 0).length;
        expect(Math.abs(crossings - 440)).toBeLessThan(2);
      },
    );
    it.each(LOSSLESS)('changes no sample on the way to %s', async (format) => {
      await convert(`same.${format}`, { format });
      expect(await decode(`same.${format}`)).toEqual(await decode('tone.wav'));
    });
    it('makes the same bytes twice', async () => {
      await convert('once.mp3');
      await convert('twice.mp3');
      expect(readFileSync(at('once.mp3')).equals(readFileSync(at('twice.mp3')))).toBe(true);
    });
    it('takes the part that is wanted, to the sample', async () => {
      const { length } = await convert('part.wav', { format: 'wav', startSeconds: 0.5, endSeconds: 2 });
      expect(length).toBe(1.5 * RATE);
      const [all, part] = [await decode('tone.wav'), await decode('part.wav')];
      expect(part[0]).toEqual(all[0]!.slice(0.5 * RATE, 2 * RATE));
    });
    it('changes rate and channels where that is asked for', async () => {
      const wishes = { format: 'wav', sampleRate: 22_050, channelCount: 1 } as const;
      const summary = await convert('less.wav', wishes);
      expect(summary).toMatchObject({ sampleRate: 22_050, channelCount: 1 });
    });
    it('changes the level by a gain', async () => {
      await convert('softer.wav', { format: 'wav', gainDb: -6 });
      const [before, after] = [await decode('tone.wav'), await decode('softer.wav')];
      expect(peakOf(after[0]!) / peakOf(before[0]!)).toBeCloseTo(10 ** (-6 / 20), 2);
    });
    it('takes packets over as they are where they fit', async () => {
      await convert('first.mp3');
      const summary = await convert('second.mp3', { copy: true }, 'first.mp3');
      expect(summary).toMatchObject({ isCopy: true, length: null, codec: 'mp3' });
      expect((await decode('second.mp3'))[0]).toEqual((await decode('first.mp3'))[0]);
    });
    it('writes tags', async () => {
      await convert('tagged.mp3', { tags: { title: 'A = "b"; c', artist: 'Ö' } });
      expect((await converter.inspect(at('tagged.mp3'))).tags).toMatchObject({
        title: 'A = "b"; c',
        artist: 'Ö',
      });
    });
    it('measures loudness, peak and silent ends', async () => {
      const facts = await converter.measure(at('framed.wav'), {
        ...{ track: null, startSeconds: null, endSeconds: null, silenceDb: -50 },
      });
      expect(facts.soundFrom).toBeCloseTo(1, 1);
      expect(facts.soundTo).toBeCloseTo(3, 1);
      const peak = 20 * Math.log10(peakOf(sine(RATE, 440)));
      expect(Math.abs(facts.truePeakDbtp! - peak)).toBeLessThan(0.5);
      // of a sine in one channel; the K filter takes half a decibel at 440 Hz
      expect(Math.abs(facts.integratedLufs! - (peak - 3.01 - 0.69 - 0.5))).toBeLessThan(0.3);
    });
    it('says how far it is', async () => {
      const heard: number[] = [];
      await convert('told.mp3', { onProgress: (fraction) => heard.push(fraction) });
      expect(heard.at(-1)).toBeGreaterThan(0.9);
      expect(Math.max(...heard)).toBeLessThanOrEqual(1);
    });
    it.each([
      ['words.txt', 'media/not-media'],
      ['empty.mp4', 'media/not-media'],
      ['nowhere.mp4', 'media/not-found'],
    ])('refuses %s and leaves nothing behind', async (source, code) => {
      await expect(convert('never.mp3', {}, source)).rejects.toMatchObject({ code });
      await expect(converter.inspect(at(source))).rejects.toMatchObject({ code });
      expect(existsSync(at('never.mp3'))).toBe(false);
    });
    it('refuses a track that is not there', async () => {
      await expect(convert('never.mp3', { track: 4 })).rejects.toMatchObject({ code: 'request/unmet' });
    });
    it('stops when asked to and leaves nothing behind', async () => {
      const reason = new Error('enough');
      const stopped = convert('stopped.mp3', { signal: AbortSignal.abort(reason) });
      await expect(stopped).rejects.toBe(reason);
      expect(existsSync(at('stopped.mp3'))).toBe(false);
    });
  });
}
