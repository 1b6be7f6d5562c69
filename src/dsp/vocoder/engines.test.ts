import { describe, expect, it } from 'vitest';
import { ENGINES, kernelShape } from './engines.js';

describe('kernelShape()', () => {
  it('lasts as long at every sample rate', () => {
    for (const engine of [ENGINES.voice, ENGINES.music]) {
      for (const rate of [8000, 11_025, 44_100, 96_000, 192_000]) {
        const { windowLength, hopLength, fftLength } = kernelShape(engine, 2, rate, 1);
        expect(windowLength % 8).toBe(0);
        expect(Math.abs(windowLength - engine.windowSeconds * rate)).toBeLessThanOrEqual(4);
        expect(hopLength / windowLength).toBeCloseTo(engine.hop, 2);
        expect(fftLength).toBeGreaterThanOrEqual(engine.padding * windowLength);
        expect([0, Math.log2(3) % 1]).toContainEqual(expect.closeTo(Math.log2(fftLength) % 1, 9));
      }
    }
  });
});
