import { describe, expect, it } from 'vitest';
import { ENGINES, kernelShape } from './engines.js';

describe('kernelShape()', () => {
  it('lasts as long at every sample rate', () => {
    for (const engine of [ENGINES.voice, ENGINES.music]) {
      for (const rate of [8000, 11_025, 44_100, 96_000, 192_000]) {
        const { windowLength, hopLength, fftLength } = kernelShape(engine, 2, rate);
        expect(windowLength % 2).toBe(0);
        expect(windowLength / rate).toBeCloseTo(engine.windowSeconds, 3);
        expect(hopLength / windowLength).toBeCloseTo(engine.hop, 2);
        expect(fftLength).toBeGreaterThanOrEqual(1.5 * windowLength);
        expect(Math.log2(fftLength) % 1).toBe(0);
      }
    }
  });
});
