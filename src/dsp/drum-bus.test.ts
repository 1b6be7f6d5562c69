import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb } from './block-processor.contract.js';
import { createDrumBus } from './drum-bus.js';

/** Hits of noise, loud and soft in turn, every quarter of a second. */
const hits = (sampleRate: number): Float32Array =>
  restlessNoise(1, sampleRate)[0]!.map((_, n) => {
    const t = (n / sampleRate) % 0.25;
    const level = Math.floor(n / sampleRate / 0.25) % 2 ? 0.25 : 1;
    return level * Math.exp(-t / 0.05) * Math.sin(n * n);
  });

describe('createDrumBus()', () => {
  itIgnoresBlockSizes(() => createDrumBus({ sampleRate: 44_100 }).process, restlessNoise(2));
  it.each([22_050, 44_100, 48_000])(
    'brings loud and soft hits together and keeps its ceiling, at %i Hz',
    (sampleRate) => {
      const dry = hits(sampleRate);
      const wet = dry.slice();
      createDrumBus({ sampleRate, channelCount: 1, thresholdDb: -20, ceilingDb: -1 }).process([wet]);
      const contrast = (x: Float32Array): number =>
        rmsDb(x.subarray(sampleRate, 1.25 * sampleRate)) -
        rmsDb(x.subarray(1.25 * sampleRate, 1.5 * sampleRate));
      expect(contrast(wet)).toBeLessThan(contrast(dry) - 2);
      expect(Math.max(...wet)).toBeLessThanOrEqual(10 ** (-1 / 20) + 1e-6);
    },
  );
  it('lets the attack of a hit stand out', () => {
    const wet = hits(44_100);
    createDrumBus({ sampleRate: 44_100, channelCount: 1 }).process([wet]);
    expect(rmsDb(wet.subarray(44_100, 44_600))).toBeGreaterThan(rmsDb(wet.subarray(48_000, 48_500)) + 10);
  });
});
