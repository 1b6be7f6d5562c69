import { describe, expect, it } from 'vitest';
import { inlineWorkers } from '../../adapters/workers/inline.js';
import { createRandom } from '../../dsp/random.js';
import { createTimeMap, evenMap } from '../../dsp/time-map.js';
import { createTimeStretcher } from '../../dsp/vocoder/time-stretcher.js';
import type { StretchEngine } from '../../dsp/vocoder/types.js';
import { KERNELS } from '../kernels.js';
import type { SoundProcessor } from './change-sound.js';
import { ParallelStretcher } from './parallel-stretcher.js';

const sampleRate = 8000;
const { signal } = new AbortController();
const context = { workers: inlineWorkers(KERNELS), signal };

/** Two channels of hiss and a gliding tone, silent for 0.3 s at each of `pauses` (seconds). */
function soundOf(seconds: number, pauses: readonly number[]): Float32Array[] {
  const random = createRandom(5);
  const isQuiet = (at: number) => pauses.some((from) => at >= from && at < from + 0.3);
  const sample = (n: number) => {
    const level = isQuiet(n / sampleRate) ? 0.001 : 1;
    return level * (0.3 * Math.sin(n * (0.1 + n * 1e-8)) + 0.1 * (random() - 0.5));
  };
  return Array.from({ length: 2 }, () =>
    Float32Array.from({ length: seconds * sampleRate }, (_, n) => sample(n)),
  );
}

async function run(processor: SoundProcessor, channels: readonly Float32Array[], chunk: number) {
  const pieces: (readonly Float32Array[])[] = [];
  for (let n = 0; n < channels[0]!.length; n += chunk) {
    const given = await processor.process(channels.map((samples) => samples.subarray(n, n + chunk)));
    pieces.push(given.map((samples) => samples.slice()));
  }
  pieces.push(await processor.flush());
  return channels.map((_, c) =>
    Buffer.concat(pieces.map((piece) => Buffer.from(Float32Array.from(piece[c]!).buffer))),
  );
}

const even = evenMap(1.3);
const uneven = createTimeMap([
  [0, 0],
  [80_000, 100_000],
  [160_000, 130_000],
]); // prettier-ignore

describe('ParallelStretcher', () => {
  it.each<[string, StretchEngine, number, readonly number[], typeof even, number]>([
    ['with pauses', 'voice', 45, [11, 12, 24, 38], even, 20_000],
    ['with pauses, in small pieces', 'music', 30, [11, 24], uneven, 1234],
    ['with a pause at its end', 'voice', 12, [11.6], even, 100_000],
    ['without a pause for long', 'voice', 100, [5, 95], even, 30_000],
    ['shorter than a frame', 'voice', 0.005, [], even, 100],
  ])(
    'gives the samples of the stretcher that goes along: sound %s',
    async (_, engine, seconds, pauses, map, chunk) => {
      const channels = soundOf(seconds, pauses);
      const options = { channelCount: 2, sampleRate, map, engine };
      const expected = await run(createTimeStretcher(options), channels, chunk);
      const found = await run(new ParallelStretcher(options, context), channels, chunk);
      expect(found.map((samples, c) => samples.equals(expected[c]!))).toEqual([true, true]);
      expect(found[0]!.length).toBe(
        4 * Math.round(map === even ? 1.3 * channels[0]!.length : 130_000 + (channels[0]!.length - 160_000)),
      );
    },
  );
  it('hands on what goes wrong on a thread', async () => {
    const workers = { ...context.workers, run: () => Promise.reject(new Error('thread is gone')) };
    const options = { channelCount: 2, sampleRate, map: even, engine: 'voice' } as const;
    const stretcher = new ParallelStretcher(options, { workers, signal });
    await expect(run(stretcher, soundOf(20, [11]), 8000)).rejects.toThrow('thread is gone');
  });
});
