import { describe, expect, it } from 'vitest';
import { findPeaks } from './peaks.js';

function peaksOf(power: readonly number[], bins = power.length): { tops: number[]; ends: number[] } {
  const [tops, ends] = [new Int32Array(power.length), new Int32Array(power.length)];
  const count = findPeaks(Float64Array.from(power), bins, tops, ends);
  return { tops: [...tops.subarray(0, count)], ends: [...ends.subarray(0, count)] };
}

describe('findPeaks()', () => {
  it('cuts the spectrum into one region for each peak, at the lowest bin between two', () => {
    expect(peaksOf([0, 1, 5, 2, 1, 0.5, 3, 9, 4, 1, 0])).toEqual({ tops: [2, 7], ends: [5, 11] });
  });
  it('takes no bin for a peak that a neighbour two bins away tops', () => {
    expect(peaksOf([0, 0, 4, 3, 5, 1, 0, 0])).toEqual({ tops: [4], ends: [8] });
  });
  it('looks no further than it is told, and gives the rest to the last region', () => {
    expect(peaksOf([0, 1, 5, 2, 1, 0.5, 3, 9, 4, 1, 0], 7)).toEqual({ tops: [2], ends: [11] });
  });
  it('makes one region of a spectrum without a peak', () => {
    expect(peaksOf([9, 8, 7, 6, 5, 4])).toEqual({ tops: [0], ends: [6] });
    expect(peaksOf([0, 0, 0, 0, 0])).toEqual({ tops: [0], ends: [5] });
  });
});
