import { describe, expect, it } from 'vitest';
import {
  approachFactor,
  decayFactor,
  fadeIn,
  fadeOut,
  lengthOf,
  limitPeak,
  normalisePeak,
} from './envelope.js';

const ones = (length: number) => new Float32Array(length).fill(1);

describe('lengthOf()', () => {
  it('rounds to whole samples', () => expect(lengthOf(0.5, 44_100)).toBe(22_050));
  it('refuses what is not positive', () => {
    for (const [seconds, rate] of [
      [0, 100],
      [1, 0],
      [Number.NaN, 100],
    ] as const) {
      expect(() => lengthOf(seconds, rate)).toThrow(RangeError);
    }
  });
});

describe('decayFactor() and approachFactor()', () => {
  it('fall by 60 dB, and to 1/e, in the given time', () => {
    expect(decayFactor(0.5, 1000) ** 500).toBeCloseTo(0.001, 9);
    expect(approachFactor(0.5, 1000) ** 500).toBeCloseTo(1 / Math.E, 9);
  });
});

describe('fadeIn() and fadeOut()', () => {
  it('begin and end at 0 and leave the rest', () => {
    const sound = ones(100);
    fadeIn(sound, 0.01, 1000);
    fadeOut(sound, 0.01, 1000);
    expect([sound[0], sound[50], sound[99]]).toEqual([0, 1, 0]);
  });
});

describe('normalisePeak() and limitPeak()', () => {
  it('scale channels together, the first always, the second only downwards', () => {
    const quiet = [ones(4).fill(0.1), ones(4).fill(-0.2)] as const;
    limitPeak(quiet);
    expect(quiet[1][0]).toBeCloseTo(-0.2, 6);
    normalisePeak(quiet);
    expect(quiet[1][0]).toBeCloseTo(-1, 4);
    expect(quiet[0][0]).toBeCloseTo(0.5, 4);
    expect(quiet[1][0]).toBeGreaterThanOrEqual(-1);
  });
  it('leave silence alone', () => {
    const silence = new Float32Array(3);
    normalisePeak([silence]);
    expect([...silence]).toEqual([0, 0, 0]);
  });
});
