import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, rmsDb, sine } from './block-processor.contract.js';
import { createCompressor, createExpander } from './dynamics.js';
import { dbToGain } from './units.js';

const RATE = 44_100;
/** A sine that changes its level at given seconds. */
const steps = (
  sampleRate: number,
  ...levels: readonly (readonly [db: number, seconds: number])[]
): Float32Array => {
  const parts = levels.map(([db, seconds]) => sine(1000, dbToGain(db), seconds, sampleRate));
  return Float32Array.from(parts.flatMap((part) => [...part]));
};
const between = (samples: Float32Array, from: number, to: number, sampleRate = RATE): number =>
  rmsDb(samples.subarray(from * sampleRate, to * sampleRate));

describe('createCompressor()', () => {
  const options = { thresholdDb: -20, ratio: 4, kneeDb: 6 };
  itIgnoresBlockSizes(
    () => createCompressor({ ...options, sampleRate: RATE, channelCount: 2 }).process,
    restlessNoise(2),
  );
  it.each([
    [-40, -40],
    [-20, -20 - ((3 * 3) / 12) * 0.75],
    [-10, -20 + 10 / 4],
    [0, -20 + 20 / 4],
  ])('brings a sine of %f dB to %f dB', (inputDb, outputDb) => {
    for (const sampleRate of [22_050, 44_100, 48_000]) {
      const samples = sine(1000, dbToGain(inputDb), 1, sampleRate);
      createCompressor({ ...options, sampleRate }).process([samples]);
      expect(Math.abs(between(samples, 0.5, 1, sampleRate) - outputDb)).toBeLessThan(0.1);
    }
  });
  it('takes its time: 63 % after attack and release', () => {
    const samples = steps(RATE, [-40, 0.5], [-8, 0.5], [-40, 0.5]);
    createCompressor({ ...options, sampleRate: RATE, attackSeconds: 0.05, releaseSeconds: 0.1 }).process([
      samples,
    ]);
    expect(between(samples, 0.554, 0.558)).toBeCloseTo(-8 - 0.63 * 9, 0);
    expect(between(samples, 1.12, 1.124)).toBeCloseTo(-40 - 0.37 * 9, 0);
  });
  it('gives both channels the gain of the louder one', () => {
    const [loud, soft] = [sine(1000, 0.9, 0.5), sine(1000, 0.009, 0.5)];
    createCompressor({ ...options, sampleRate: RATE, channelCount: 2 }).process([loud, soft]);
    expect(between(loud, 0.2, 0.5) - between(soft, 0.2, 0.5)).toBeCloseTo(40, 3);
  });
  it('adds its make-up gain', () => {
    const samples = sine(1000, 0.01, 0.5);
    createCompressor({ ...options, sampleRate: RATE, makeupDb: 6 }).process([samples]);
    expect(between(samples, 0.1, 0.5)).toBeCloseTo(-34, 2);
  });
  it('refuses a ratio below 1', () => {
    expect(() => createCompressor({ ...options, sampleRate: RATE, ratio: 0.5 })).toThrow(
      'ratio must be >= 1',
    );
  });
});

describe('createExpander()', () => {
  const options = { sampleRate: RATE, thresholdDb: -40, ratio: 2, rangeDb: 12 };
  itIgnoresBlockSizes(() => createExpander({ ...options, channelCount: 2 }).process, restlessNoise(2));
  it.each([
    [-20, -20],
    [-46, -52],
    [-70, -82],
  ])('brings a steady sine of %f dB to %f dB', (inputDb, outputDb) => {
    const samples = sine(1000, dbToGain(inputDb), 2);
    createExpander(options).process([samples]);
    expect(Math.abs(between(samples, 1.5, 2) - outputDb)).toBeLessThan(0.1);
  });
  it('lets the soft end of a word pass, and closes afterwards', () => {
    const samples = steps(RATE, [-20, 0.5], [-45, 0.12], [-60, 1.5]);
    createExpander(options).process([samples]);
    expect(between(samples, 0.51, 0.62)).toBeGreaterThan(-45.5);
    expect(between(samples, 1.6, 2.1)).toBeLessThan(-71);
  });
  it('opens within a few milliseconds', () => {
    const samples = steps(RATE, [-70, 1], [-20, 0.5]);
    createExpander(options).process([samples]);
    expect(between(samples, 1.006, 1.016)).toBeGreaterThan(-20.6);
  });
});
