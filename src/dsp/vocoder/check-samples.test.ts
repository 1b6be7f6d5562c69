import { describe, expect, it } from 'vitest';
import { checkSamples } from './check-samples.js';

describe('checkSamples()', () => {
  it('lets numbers through, however loud', () => {
    checkSamples([Float32Array.of(0, 1e6, -3), new Float32Array(3)], 2);
    checkSamples([new Float32Array(0)], 1);
  });
  it('refuses what is no number, what would overflow, and channels that do not fit', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1e25]) {
      for (const at of [0, 3, 6, 40_000]) {
        const samples = new Float32Array(40_007);
        samples[at] = bad;
        expect(() => checkSamples([samples], 1)).toThrow(`sample ${at}`);
      }
    }
    expect(() => checkSamples([new Float32Array(1)], 2)).toThrow('2 channels');
    expect(() => checkSamples([new Float32Array(1), new Float32Array(2)], 2)).toThrow('length');
  });
});
