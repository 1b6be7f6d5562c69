import { describe, expect, it } from 'vitest';
import { interpolateGap } from './gap-interpolation.js';
import { createRandom } from './random.js';

/** Three harmonics with a little noise: a steady vowel, more or less. */
function vowel(): Float64Array {
  const random = createRandom(2);
  return Float64Array.from({ length: 1000 }, (_, n) => {
    const tone = Math.sin(0.05 * n) + 0.5 * Math.sin(0.23 * n + 1) + 0.2 * Math.sin(0.61 * n + 2);
    return 0.3 * tone + 1e-4 * (random() - 0.5);
  });
}

describe('interpolateGap()', () => {
  it.each([1, 5, 20, 40])('continues a sound over %i samples', (length) => {
    const truth = vowel();
    const signal = truth.slice();
    signal.fill(5, 480, 480 + length);
    interpolateGap(signal, 480, length, 32);
    const error = Math.max(...signal.map((x, n) => Math.abs(x - truth[n]!)));
    expect(error).toBeLessThan(0.01);
  });
  it('changes nothing outside the gap', () => {
    const signal = vowel();
    interpolateGap(signal, 480, 9, 32);
    const truth = vowel();
    expect(signal.every((x, n) => (n >= 480 && n < 489) || x === truth[n])).toBe(true);
  });
  it('fills silence with silence', () => {
    const signal = new Float64Array(200);
    signal[100] = 1;
    interpolateGap(signal, 100, 1, 16);
    expect(signal.every((x) => x === 0)).toBe(true);
  });
  it('refuses a gap without context', () => {
    expect(() => interpolateGap(new Float64Array(50), 3, 2, 16)).toThrow(RangeError);
  });
});
