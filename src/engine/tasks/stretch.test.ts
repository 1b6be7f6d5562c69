import { describe, expect, it } from 'vitest';
import type { EncodeOptions, MediaDecoder, MediaEncoder, SoundStream } from '../ports/media.js';
import type { TaskContext } from '../task.js';
import { pitch } from './pitch.js';
import { stretch } from './stretch.js';
import type { StretchOptions } from './stretch-options.js';

const RATE = 16_000;
const tone = (seconds: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 220 * n) / RATE));

/** A sound in memory. */
function soundOf(channels: readonly Float32Array[], more: Partial<SoundStream> = {}): SoundStream {
  return {
    sampleRate: RATE,
    channelCount: channels.length,
    length: channels[0]!.length,
    durationSeconds: channels[0]!.length / RATE,
    wavSample: 'int16',
    tags: { title: 'a tone' },
    async *blocks() {
      for (let at = 0; at < channels[0]!.length; at += 5000)
        yield channels.map((c) => c.subarray(at, at + 5000));
    },
    finish: async () => ({ repairedSamples: 0, warnings: [], sha256: 'abc' }),
    close: async () => {},
    ...more,
  };
}

const OPTIONS: StretchOptions = {
  output: 'file:///out.wav',
  format: 'wav',
  engine: 'voice',
  force: false,
  length: { ratio: 1.5 },
};
const FILE = { path: '/in.wav', sha256: '', bytes: 1 };

/** A context that keeps what is written. */
function setting(sound: SoundStream, more: Partial<TaskContext> = {}) {
  const written: number[] = [];
  const opened: EncodeOptions[] = [];
  const warnings: string[] = [];
  const ends: string[] = [];
  const openStream = async (_target: unknown, options: EncodeOptions) => {
    opened.push(options);
    return {
      write: async ([channel]: readonly Float32Array[]) => void written.push(channel!.length),
      finish: async () => ({ clippedSamples: 0, identity: { bytes: 9, sha256: 'def' } }),
      discard: async () => void ends.push('discarded'),
    };
  };
  const decoder = { open: async () => sound } as unknown as MediaDecoder;
  const context = {
    decoder,
    encoder: { open: openStream, openSink: openStream } satisfies MediaEncoder,
    workers: { concurrency: 1 },
    scratch: '/scratch',
    signal: new AbortController().signal,
    rapgoVersion: '1.2.3',
    isIdentified: true,
    progress() {},
    warn: (code: string) => void warnings.push(code),
    ...more,
  } as unknown as TaskContext;
  const length = () => written.reduce((sum, part) => sum + part, 0);
  return { context, opened, warnings, ends, length };
}

describe('stretch', () => {
  it('writes what the ratio asks for, with rate, channels, sample type and tags of the input', async () => {
    const { context, opened, length } = setting(soundOf([tone(1), tone(1)]));
    const { result, outputs, inputHashes } = await stretch.run([FILE], OPTIONS, context);
    expect(length()).toBe(24_000);
    expect(opened).toMatchObject([
      {
        sampleRate: RATE,
        channelCount: 2,
        wavSample: 'int16',
        length: 24_000,
        tags: { title: 'a tone', encoder: 'rapgo 1.2.3' },
      },
    ]);
    expect(result).toMatchObject({
      ratio: 1.5,
      engine: 'voice',
      inputLength: 16_000,
      outputLength: 24_000,
      outputSeconds: 1.5,
    });
    expect(outputs).toMatchObject([{ role: 'sound', uri: 'file:///out.wav', identity: { sha256: 'def' } }]);
    expect(inputHashes).toEqual(['abc']);
  });
  it('counts a sound whose header does not say how long it is, where a length is asked for', async () => {
    const { context, length } = setting(soundOf([tone(1)], { length: null, durationSeconds: null }));
    const { result } = await stretch.run([FILE], { ...OPTIONS, length: { toSeconds: 0.8 } }, context);
    expect([length(), result.ratio]).toEqual([12_800, 0.8]);
  });
  it('chooses the music engine for a tone', async () => {
    const { context } = setting(soundOf([tone(1)]));
    const { result } = await stretch.run([FILE], { ...OPTIONS, engine: 'auto' }, context);
    expect(result.engine).toBe('music');
  });
  it('follows a map', async () => {
    const { context, length } = setting(soundOf([tone(2)]));
    await stretch.run(
      [FILE],
      {
        ...OPTIONS,
        length: {
          anchors: [
            [0, 0],
            [1, 2],
            [2, 2.5],
          ],
        },
      },
      context,
    );
    expect(length()).toBe(40_000);
  });
  it('passes on what the reader noticed', async () => {
    const finish = async () => ({ repairedSamples: 3, warnings: ['it is cut'], sha256: null });
    const { context, warnings } = setting(soundOf([tone(1)], { finish }));
    await stretch.run([FILE], OPTIONS, context);
    expect(warnings).toEqual(['media/damaged', 'media/repaired']);
  });
  it.each([
    ['rates', { sampleRate: 4000 }],
    ['rates', { sampleRate: 384_000 }],
    ['numbers of channels', { channelCount: 9 }],
  ])('refuses %s that it does not do, and closes the file', async (_, shape) => {
    let isClosed = false;
    const close = async () => {
      isClosed = true;
    };
    const { context } = setting(soundOf([tone(1)], { ...shape, close }));
    await expect(stretch.run([FILE], OPTIONS, context)).rejects.toMatchObject({ code: 'request/unmet' });
    expect(isClosed).toBe(true);
  });
  it('stops between two pieces and gives up its file', async () => {
    const abort = new AbortController();
    const sound = soundOf([tone(5)], { finish: () => Promise.reject(new Error('never comes to its end')) });
    const progress = () => abort.abort(new Error('enough'));
    const { context, ends } = setting(sound, { signal: abort.signal, progress });
    await expect(stretch.run([FILE], OPTIONS, context)).rejects.toThrow('enough');
    expect(ends).toEqual(['discarded']);
  });
  it('hands a sound without an address to whoever takes it, as WAV alone', async () => {
    const sink = { write: async () => {} };
    const { context, length } = setting(soundOf([tone(1)]), { sink });
    const { outputs } = await stretch.run([FILE], { ...OPTIONS, output: null }, context);
    expect([outputs, length()]).toEqual([[], 24_000]);
    const asMp3 = stretch.run([FILE], { ...OPTIONS, output: null, format: 'mp3' }, context);
    await expect(asMp3).rejects.toMatchObject({ code: 'usage/bad-option' });
  });
});

describe('pitch', () => {
  it('keeps the length to the sample', async () => {
    const { context, length } = setting(soundOf([tone(1)]));
    const { length: _, ...shared } = OPTIONS;
    const { result } = await pitch.run([FILE], { ...shared, semitones: 4, formants: 'move' }, context);
    expect([length(), result.outputLength]).toEqual([16_000, 16_000]);
    expect(result).toMatchObject({ semitones: 4, formants: 'move', engine: 'voice' });
  });
});
