import { describe, expect, it } from 'vitest';
import { crushInPlace } from './crush.js';

describe('crushInPlace()', () => {
  it('holds samples and leaves only as many steps as the bits allow', () => {
    const sound = Float32Array.from({ length: 1000 }, (_, n) => Math.sin(n / 50));
    crushInPlace(sound, { bits: 4, rateHz: 4000 }, 8000);
    expect(sound[100]).toBe(sound[101]);
    expect([...sound].every((x) => Number.isInteger(x * 8))).toBe(true);
  });
  it('ends a fading sound in silence', () => {
    const sound = Float32Array.of(0.5, 0.2, -0.05, 0.03);
    crushInPlace(sound, { bits: 4, rateHz: 8000 }, 8000);
    expect([...sound].map(Math.abs)).toEqual([0.5, 0.125, 0, 0]);
  });
  it('refuses bits and rates that make no sense', () => {
    for (const options of [
      { bits: 2, rateHz: 8000 },
      { bits: 8, rateHz: 0 },
    ]) {
      expect(() => crushInPlace(new Float32Array(1), options, 8000)).toThrow(RangeError);
    }
  });
});
