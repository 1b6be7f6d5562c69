import { describe, expect, it } from 'vitest';
import { varispeed } from './varispeed.js';

const sine = (cyclesPerSample: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin(2 * Math.PI * cyclesPerSample * n));

/** Level of what is left beside the sine of known frequency and phase, dB, away from the ends. */
function errorDb(out: Float32Array, wanted: (n: number) => number): number {
  let [error, power] = [0, 0];
  for (let n = 100; n < out.length - 100; n++) {
    error += (out[n]! - wanted(n)) ** 2;
    power += wanted(n) ** 2;
  }
  return 10 * Math.log10(error / power);
}

describe('varispeed()', () => {
  it('gives the input back where the position is the sample itself', () => {
    const input = sine(0.05, 1000);
    expect(
      errorDb(
        varispeed(input, 1000, (n) => n),
        (n) => input[n]!,
      ),
    ).toBeLessThan(-80);
  });
  for (const speed of [0.5, 0.8123, 1.5, 2]) {
    it(`multiplies the frequency by ${speed} at that speed`, () => {
      const out = varispeed(sine(0.02, 4000), 1500, (n) => speed * n, speed);
      expect(errorDb(out, (n) => Math.sin(2 * Math.PI * 0.02 * speed * n))).toBeLessThan(-60);
    });
  }
  it('reads between samples as well as on them, in the treble too', () => {
    for (const cycles of [0.02, 0.11, 0.2]) {
      const out = varispeed(sine(cycles, 4000), 3000, (n) => 1.06 * n, 1.06);
      expect(errorDb(out, (n) => Math.sin(2 * Math.PI * cycles * 1.06 * n))).toBeLessThan(-80);
    }
  });
  it('follows a changing speed', () => {
    const positionOf = (n: number): number => n + 0.0001 * n * n;
    const out = varispeed(sine(0.02, 4000), 2000, positionOf, 1.4);
    expect(errorDb(out, (n) => Math.sin(2 * Math.PI * 0.02 * positionOf(n)))).toBeLessThan(-60);
  });
  it('folds nothing back: what would lie above half the rate is gone', () => {
    const out = varispeed(sine(0.4, 8000), 3000, (n) => 2 * n, 2);
    expect(Math.max(...out.subarray(100, 2900).map(Math.abs))).toBeLessThan(0.002);
  });
  it('is silent outside the input', () => {
    const out = varispeed(new Float32Array(100).fill(1), 300, (n) => n - 100);
    expect(Math.max(...out.subarray(0, 80).map(Math.abs))).toBe(0);
    expect(out[150]).toBeCloseTo(1, 2);
    expect(Math.max(...out.subarray(220).map(Math.abs))).toBe(0);
  });
  it('returns the length it was asked for, and silence for no input', () => {
    expect(varispeed(new Float32Array(0), 7, (n) => n)).toEqual(new Float32Array(7));
    expect(varispeed(sine(0.1, 50), 0, (n) => n)).toHaveLength(0);
  });
  it('refuses a highest speed that is none', () => {
    expect(() => varispeed(sine(0.1, 50), 10, (n) => n, 0)).toThrow(RangeError);
  });
});
