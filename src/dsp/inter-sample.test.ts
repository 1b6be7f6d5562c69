import { describe, expect, it } from 'vitest';
import { createGapScanner, createInterSampleKernel, SCAN_MARGIN } from './inter-sample.js';
import { createRandom } from './random.js';

const LENGTH = 256;
const LINE = LENGTH + 2 * SCAN_MARGIN;

/** Peaks of all gaps, with those up to the threshold left out. */
function scan(line: Float64Array, threshold: number, oversampling = 4, isRefined = false): Float64Array {
  const peaks = new Float64Array(LENGTH);
  createGapScanner(createInterSampleKernel(oversampling), LENGTH, isRefined).scan(line, threshold, peaks);
  return peaks;
}

describe('createGapScanner()', () => {
  it('skips only what cannot exceed the threshold', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = createRandom(seed);
      // from smooth to white, as the bounds differ
      const smoothness = random();
      let x = 0;
      const line = Float64Array.from({ length: LINE }, () => {
        x = smoothness * x + (1 - smoothness) * (2 * random() - 1);
        return x;
      });
      const all = scan(line, 0);
      const threshold = 0.6 * Math.max(...all);
      expect([...scan(line, threshold)]).toEqual([...all.map((peak) => (peak > threshold ? peak : 0))]);
    }
  });
  it.each([0, 0.3, 0.7, 1.1])('finds the top of a sine at 0.4 of the rate, phase %f', (phase) => {
    const line = Float64Array.from({ length: LINE }, (_, n) => Math.sin(0.8 * Math.PI * n + phase));
    for (const isRefined of [false, true]) {
      const top = Math.max(...scan(line, 0.5, 4, isRefined));
      expect(top).toBeGreaterThan(0.94);
      expect(top).toBeLessThan(1.005);
    }
  });
  it('finds each single peak between the samples when refined', () => {
    for (const offset of [0, 0.1, 0.25, 0.37, 0.5, 0.8]) {
      const centre = LINE / 2 + offset;
      const line = Float64Array.from(
        { length: LINE },
        (_, n) => Math.cos(0.6 * Math.PI * (n - centre)) * Math.exp(-(((n - centre) / 12) ** 2)),
      );
      expect(Math.max(...scan(line, 0.5, 4, true))).toBeCloseTo(1, 2);
    }
  });
  it('puts the peak of a gap at its first sample', () => {
    const line = new Float64Array(LINE);
    line[SCAN_MARGIN + 99] = 0.7;
    line[SCAN_MARGIN + 100] = 0.7;
    expect(scan(line, 0.7).findIndex((peak) => peak > 0.7)).toBe(99);
  });
});

describe('createInterSampleKernel()', () => {
  it('refuses what is not 2, 4 or 8', () => expect(() => createInterSampleKernel(3)).toThrow(RangeError));
});
