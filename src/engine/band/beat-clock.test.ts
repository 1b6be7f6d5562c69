import { describe, expect, it } from 'vitest';
import { beatOfStep, followingClock, steadyClock } from './beat-clock.js';

describe('steadyClock()', () => {
  it('counts from its start', () => expect(steadyClock(120, 0.5)(3.5)).toBe(2.25));
});

describe('followingClock()', () => {
  const clock = followingClock([1, 1.5, 2.1]);
  it('goes through every beat, straight between them and on outside', () => {
    expect([clock(0), clock(1), clock(2)]).toEqual([1, 1.5, 2.1]);
    expect(clock(1.5)).toBeCloseTo(1.8, 9);
    expect(clock(3)).toBeCloseTo(2.7, 9);
    expect(clock(-1)).toBeCloseTo(0.5, 9);
  });
  it('needs two beats', () => expect(() => followingClock([1])).toThrow(RangeError));
});

describe('beatOfStep()', () => {
  it('swings the second sixteenth only', () => {
    expect([0, 1, 2, 3].map((step) => beatOfStep(step, 16, 0.6))).toEqual([0, 0.3, 0.5, 0.8]);
  });
  it('divides a swung pair without a jump', () => {
    expect(beatOfStep(0.5, 16, 0.6)).toBeCloseTo(0.15, 9);
    expect(beatOfStep(1.5, 16, 0.6)).toBeCloseTo(0.4, 9);
  });
  it('leaves triplets straight', () => expect(beatOfStep(4, 12, 0.7)).toBeCloseTo(4 / 3, 9));
});
