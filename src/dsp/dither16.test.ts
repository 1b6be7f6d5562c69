import { describe, expect, it } from 'vitest';
import { dither16 } from './dither16.js';

describe('dither16()', () => {
  it('leaves samples on a step alone and stays within a step and a half of the others', () => {
    const samples = Float32Array.from({ length: 1001 }, (_, n) =>
      n % 3 === 0 ? (n - 500) / 0x8000 : 0.8 * Math.sin(n),
    );
    const out = new Int16Array(2002).fill(77);
    expect(dither16(samples, out, 1, 2, 1)).not.toBeNull();
    for (const [n, sample] of samples.entries()) {
      const error = Math.abs(out[2 * n + 1]! - sample * 0x8000);
      expect(error).toBeLessThan(n % 3 === 0 ? 1e-9 : 1.5);
      expect(out[2 * n]).toBe(77);
    }
  });
  it('goes on from the state it gave', () => {
    const samples = Float32Array.from({ length: 50 }, (_, n) => Math.sin(n) / 3);
    const [whole, parts] = [new Int16Array(50), new Int16Array(50)];
    dither16(samples, whole, 0, 1, 9);
    const state = dither16(samples.subarray(0, 13), parts, 0, 1, 9)!;
    dither16(samples.subarray(13), parts, 13, 1, state);
    expect(parts).toEqual(whole);
  });
  it('does nothing where something may be too loud, or no number', () => {
    for (const bad of [1, -0.9995, Number.NaN]) {
      const out = new Int16Array(3);
      expect(dither16(Float32Array.of(0.1, bad, 0), out, 0, 1, 1)).toBeNull();
      expect([...out]).toEqual([0, 0, 0]);
    }
  });
});
