import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { peakOf, rmsOf } from './measure.js';
import { RATE } from './one-shot.contract.js';
import { vinyl } from './vinyl.js';

describe('vinyl()', () => {
  const [left, right] = vinyl(2, {}, RATE, createRandom(1));
  it('is stereo, of the asked length, with peak 1', () => {
    expect([left.length, right.length]).toEqual([2 * RATE, 2 * RATE]);
    expect(left).not.toEqual(right);
    expect(Math.max(peakOf(left), peakOf(right))).toBeCloseTo(1, 4);
  });
  it('crackles: its peaks stand far above its hiss', () => {
    expect(peakOf(left)).toBeGreaterThan(8 * rmsOf(left));
  });
  it('closes to a loop without a seam', () => {
    const [hiss] = vinyl(1, { cracklesPerSecond: 0, hiss: 0, rumble: 1 }, RATE, createRandom(2));
    const slope = Math.max(...Array.from(hiss.slice(1), (x, n) => Math.abs(x - hiss[n]!)));
    expect(Math.abs(hiss[0]! - hiss.at(-1)!)).toBeLessThanOrEqual(1.5 * slope);
  });
  it('refuses no length', () => expect(() => vinyl(0, {}, RATE, createRandom(1))).toThrow(RangeError));
});
