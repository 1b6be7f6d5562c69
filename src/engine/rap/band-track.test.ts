import { describe, expect, it } from 'vitest';
import { BAND_STEMS } from '../band/kit.js';
import type { BandPieceJob } from '../band/render-piece.js';
import type { Kernels } from '../kernels.js';
import type { Workers } from '../ports/workers.js';
import { createBandTrack } from './band-track.js';
import { boomBap } from './styles/boom-bap.js';

const RATE = 1000;
const LENGTH = 27_300; // no whole number of pieces or blocks

/** Workers that play the number of each sample on the left, ten times that and the stem on the right. */
function countingWorkers(fail: (from: number) => boolean = () => false) {
  const asked: string[] = [];
  const run = async (_name: string, { stem, from, length }: BandPieceJob) => {
    asked.push(`${stem} ${from}`);
    await Promise.resolve();
    if (fail(from)) throw new Error(`no sound at ${from}`);
    const left = Float32Array.from({ length }, (_, n) => from + n);
    return { left, right: left.map((n) => 10 * n + BAND_STEMS.indexOf(stem)) };
  };
  return { asked, concurrency: 2, run: run as unknown as Workers<Kernels>['run'], close: async () => {} };
}

const trackOf = (workers: Workers<Kernels>) =>
  createBandTrack({
    band: { events: [], kit: boomBap.band!.kit, sampleRate: RATE, seed: 1 },
    lengthSamples: LENGTH,
    workers,
    signal: new AbortController().signal,
  });

describe('createBandTrack()', () => {
  it.each([LENGTH, 777, 6000])('plays every stem from end to end in blocks of %i', async (block) => {
    const track = trackOf(countingWorkers());
    let wrong = 0;
    for (let start = 0; start < LENGTH; start += block) {
      const length = Math.min(block, LENGTH - start);
      await track.prepare(start + length);
      BAND_STEMS.forEach((stem, s) => {
        const [left, right] = [new Float32Array(length).fill(-1), new Float32Array(length).fill(-1)];
        track.read(stem, start, [left, right]);
        for (let n = 0; n < length; n++) {
          if (left[n] !== start + n || right[n] !== 10 * (start + n) + s) wrong++;
        }
      });
    }
    expect(wrong).toBe(0);
  });
  it('plays a little ahead, and nothing twice', async () => {
    const workers = countingWorkers();
    const track = trackOf(workers);
    await track.prepare(100);
    expect(workers.asked).toHaveLength(2 * BAND_STEMS.length); // two pieces of six seconds cover the next eight
    await track.prepare(200);
    expect(workers.asked).toHaveLength(2 * BAND_STEMS.length);
    await track.prepare(LENGTH);
    expect(new Set(workers.asked).size).toBe(5 * BAND_STEMS.length);
    expect(workers.asked).toHaveLength(5 * BAND_STEMS.length);
  });
  it('fails when a piece that failed is needed, not before', async () => {
    const track = trackOf(countingWorkers((from) => from === 6000));
    await track.prepare(5000);
    await new Promise((resolve) => setTimeout(resolve, 5)); // a rejection nobody hears would fail the test here
    await expect(track.prepare(6001)).rejects.toThrow('no sound at 6000');
  });
});
