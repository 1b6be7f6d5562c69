import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { rmsOf } from './measure.js';
import { decayingNoise, whiteNoise } from './noise.js';

describe('whiteNoise()', () => {
  it('fills ±1 evenly', () => {
    const noise = whiteNoise(20_000, createRandom(1));
    expect(rmsOf(noise)).toBeCloseTo(1 / Math.sqrt(3), 1);
    expect(noise.reduce((sum, x) => sum + x, 0) / noise.length).toBeCloseTo(0, 1);
  });
});

describe('decayingNoise()', () => {
  it('falls by 60 dB in the given time', () => {
    const noise = decayingNoise(12_000, 0.1, 100_000, createRandom(1));
    expect(rmsOf(noise, 9500, 10_500) / rmsOf(noise, 0, 500)).toBeCloseTo(0.001, 3);
  });
});
