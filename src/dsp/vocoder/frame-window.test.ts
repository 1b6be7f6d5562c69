import { describe, expect, it } from 'vitest';
import { frameWindow, overlapGains } from './frame-window.js';

describe('overlapGains()', () => {
  for (const [length, hop, power] of [
    [2048, 768, 1],
    [3528, 882, 2],
    [372, 140, 1],
  ] as const) {
    it(`makes frames of ${length} samples every ${hop} add up to 1`, () => {
      const window = frameWindow(length, power);
      const gains = overlapGains(window, hop);
      const sums = new Float64Array(length + 10 * hop);
      for (let start = 0; start <= 10 * hop; start += hop) {
        for (let n = 0; n < length; n++) sums[start + n]! += window[n]! ** 2 * gains[(start + n) % hop]!;
      }
      for (let n = length; n < 10 * hop; n++) expect(sums[n]).toBeCloseTo(1, 12);
    });
  }
});
