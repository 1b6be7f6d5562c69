import { describe, expect, it } from 'vitest';
import { kaiser } from './kaiser.js';

describe('kaiser()', () => {
  it('is 1 in the middle, 1/I0(beta) at the ends and 0 outside', () => {
    expect(kaiser(0, 9)).toBe(1);
    expect(kaiser(1, 5)).toBeCloseTo(1 / 27.239871823604442, 12); // I0(5), Abramowitz & Stegun table 9.8
    expect(kaiser(1.001, 5)).toBe(0);
  });
  it('is even and falls towards its ends', () => {
    expect(kaiser(-0.4, 9)).toBe(kaiser(0.4, 9));
    expect(kaiser(0.5, 9)).toBeLessThan(kaiser(0.4, 9));
  });
  it('is a rectangle at beta 0', () => expect(kaiser(0.9, 0)).toBe(1));
});
