import { describe, expect, it } from 'vitest';
import { brightnessHz, levelAt, peakOf, rmsOf } from './measure.js';

const RATE = 8000;
const sine = (hz: number) =>
  Float32Array.from({ length: RATE }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE));

describe('peakOf() and rmsOf()', () => {
  it('measure a sine', () => {
    expect(peakOf(sine(250))).toBeCloseTo(1, 3);
    expect(rmsOf(sine(250))).toBeCloseTo(Math.SQRT1_2, 3);
  });
  it('are 0 for nothing', () =>
    expect([peakOf(new Float32Array(0)), rmsOf(new Float32Array(0))]).toEqual([0, 0]));
});

describe('levelAt()', () => {
  it('is the amplitude of a sine, and nothing elsewhere', () => {
    expect(levelAt(sine(440), 440, RATE)).toBeCloseTo(1, 2);
    expect(levelAt(sine(440), 880, RATE)).toBeLessThan(0.001);
  });
});

describe('brightnessHz()', () => {
  it('is the frequency of a sine', () => expect(brightnessHz(sine(200), RATE)).toBeCloseTo(200, -1));
  it('is 0 for silence', () => expect(brightnessHz(new Float32Array(9), RATE)).toBe(0));
});
