import { describe, expect, it } from 'vitest';
import { sine } from './sine.js';

describe('sine()', () => {
  it('is the sine of whole turns, for any phase', () => {
    for (const turns of [0, 0.1, 0.25, 0.999, 3.7, -0.25, 123_456.78]) {
      expect(Math.abs(sine(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(1e-6);
    }
  });
});
