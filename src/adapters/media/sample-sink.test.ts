import { describe, expect, it } from 'vitest';
import { bytesOf } from './interleave.js';
import { createSampleSink, type SinkOptions } from './sample-sink.js';

const OPTIONS: SinkOptions = {
  piped: 2,
  keep: 'all',
  expectedLength: 2,
  limitLength: 1000,
  onLimit: () => undefined,
};
const INTERLEAVED = Float32Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? n : -n));

/** Feeds bytes in chunks of `size` and returns the channels as plain lists. */
async function collect(samples: Float32Array, size: number, options: Partial<SinkOptions> = {}) {
  const sink = createSampleSink({ ...OPTIONS, ...options });
  const bytes = bytesOf(samples);
  for (let at = 0; at < bytes.length; at += size) {
    // A copy at an odd place in memory, as a pool of buffers gives it.
    const pool = Buffer.alloc(size + 1);
    const chunk = pool.subarray(1, 1 + bytes.copy(pool, 1, at, at + size));
    await new Promise<void>((resolve) => sink.stream.write(chunk, () => resolve()));
  }
  return { sink, channels: sink.finish().map((channel) => [...channel]) };
}

describe('createSampleSink()', () => {
  it.each([1, 3, 7, 8, 80])('gives the same channels for chunks of %i bytes', async (size) => {
    const { channels } = await collect(INTERLEAVED, size);
    expect(channels).toEqual([
      [0, 2, 4, 6, 8, 10, 12, 14, 16, 18],
      [-1, -3, -5, -7, -9, -11, -13, -15, -17, -19],
    ]);
  });
  it('keeps the mean, or one channel', async () => {
    expect((await collect(INTERLEAVED, 80, { keep: 'mean' })).channels).toEqual([Array(10).fill(-0.5)]);
    expect((await collect(INTERLEAVED, 80, { keep: 1 })).channels[0]?.[3]).toBe(-7);
  });
  it('measures how much of both is left in their mean', async () => {
    const { sink } = await collect(Float32Array.of(1, -1, 0.5, -0.5), 8, { keep: 'mean' });
    expect(sink.energies()).toEqual({ left: 1.25, right: 1.25, mean: 0 });
  });
  it('mends what is no number and counts it', async () => {
    const broken = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    const { sink, channels } = await collect(broken, 16);
    expect([sink.repaired(), channels]).toEqual([
      3,
      [
        [0, 0],
        [1, 0],
      ],
    ]);
  });
  it('stops at the limit, once', async () => {
    let calls = 0;
    const { channels } = await collect(INTERLEAVED, 16, { limitLength: 5, onLimit: () => calls++ });
    expect([calls, channels[0]?.length]).toEqual([1, 4]);
  });
});
