import { describe, expect, it } from 'vitest';
import { driveInPlace, softClipInPlace } from './saturate.js';

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

describe('softClipInPlace()', () => {
  const clip = (...samples: number[]) => {
    const sound = Float32Array.from(samples);
    softClipInPlace(sound, 1, 0.5);
    return [...sound];
  };
  it('never exceeds its ceiling', () => {
    expect(clip(-9, -0.75, 0.5, 0.75, 9).every((x) => Math.abs(x) <= 0.5)).toBe(true);
  });
  it('is straight at the bottom, and has no edge where it turns flat', () => {
    expect(clip(0.001)[0]).toBeCloseTo(0.001, 6);
    expect(clip(0.7499)[0]).toBeCloseTo(0.5, 6);
  });
  it('applies the gains first', () => {
    const sound = Float32Array.of(0.1, 0.1);
    softClipInPlace(sound, 0.1, 0.5, Float32Array.of(1, 0));
    expect(sound[0]).toBeCloseTo(0.01, 5);
    expect(sound[1]).toBe(0);
  });
});
