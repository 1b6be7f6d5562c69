import { describe, expect, it } from 'vitest';
import { createDucking, firstAbove } from './ducking.js';

const RATE = 1000;
const ducking = createDucking(
  Float64Array.of(100, 150, 500),
  { depthDb: 6, holdMs: 20, releaseMs: 100 },
  RATE,
);
const gains = new Float32Array(700);
ducking.fill(0, gains, 700);

describe('createDucking()', () => {
  it('is down at the stroke and back up after its release', () => {
    expect(gains[90]).toBe(1);
    expect(gains[100]).toBeCloseTo(0.501, 2);
    expect(gains[300]).toBe(1);
    expect(gains[505]).toBeCloseTo(0.501, 2);
  });
  it('never jumps, also where two strokes meet', () => {
    const steps = gains.slice(1).map((gain, n) => Math.abs(gain - gains[n]!));
    expect(Math.max(...steps)).toBeLessThan(0.25);
  });
  it('is the same in any division', () => {
    for (const from of [0, 96, 97, 130, 149, 260, 499]) {
      const part = new Float32Array(33).fill(1);
      ducking.fill(from, part, 33);
      expect(part).toEqual(gains.slice(from, from + 33));
    }
  });
  it('says where there is nothing to do', () => {
    expect(ducking.fill(300, new Float32Array(50), 50)).toBe(false);
    expect(ducking.fill(90, new Float32Array(50), 50)).toBe(true);
  });
});

describe('firstAbove()', () => {
  it('finds the first greater value', () => {
    const values = Float64Array.of(1, 2, 2, 5);
    expect([0, 1, 2, 5].map((limit) => firstAbove(values, limit))).toEqual([0, 1, 3, 4]);
  });
});
