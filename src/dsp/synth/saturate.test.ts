import { describe, expect, it } from 'vitest';
import { driveInPlace, softClip } from './saturate.js';

describe('driveInPlace()', () => {
  it('keeps full scale and lifts what is small', () => {
    const sound = Float32Array.of(-1, 0, 0.1, 1);
    driveInPlace(sound, 2);
    expect([sound[0], sound[1], sound[3]]).toEqual([-1, 0, 1]);
    expect(sound[2]).toBeGreaterThan(0.15);
  });
  it('does nothing at 0', () => {
    const sound = Float32Array.of(0.3);
    driveInPlace(sound, 0);
    expect(sound).toEqual(Float32Array.of(0.3));
  });
});

describe('softClip()', () => {
  it('never exceeds its ceiling', () => {
    for (const x of [-9, -0.75, 0.5, 0.75, 9]) expect(Math.abs(softClip(x, 0.5))).toBeLessThanOrEqual(0.5);
  });
  it('is straight at the bottom, and has no edge where it turns flat', () => {
    expect(softClip(0.001, 0.5)).toBeCloseTo(0.001, 6);
    expect(softClip(0.7499, 0.5)).toBeCloseTo(0.5, 6);
  });
});
