import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise, sine, toneLevelDb } from './block-processor.contract.js';
import * as filter from './filter.js';

const RATE = 44_100;
const dbAt = (section: filter.Biquad, hz: number): number =>
  20 * Math.log10(filter.gainAt([section], hz, RATE));

describe('the designs', () => {
  it('have half the power at the cutoff of a Butterworth low- or high-pass', () => {
    expect(dbAt(filter.lowPass(RATE, 1000), 1000)).toBeCloseTo(-3.01, 2);
    expect(dbAt(filter.highPass(RATE, 1000), 1000)).toBeCloseTo(-3.01, 2);
    expect(dbAt(filter.lowPass(RATE, 1000), 1)).toBeCloseTo(0, 4);
    expect(dbAt(filter.highPass(RATE, 1000), 100)).toBeCloseTo(-40, 1);
  });
  it('reach their gain where they should and leave the rest alone', () => {
    expect(dbAt(filter.peak(RATE, 3000, 1, 6), 3000)).toBeCloseTo(6, 6);
    expect(dbAt(filter.peak(RATE, 3000, 1, 6), 20)).toBeCloseTo(0, 2);
    expect(dbAt(filter.highShelf(RATE, 3000, -4), 20_000)).toBeCloseTo(-4, 1);
    expect(dbAt(filter.highShelf(RATE, 3000, -4), 3000)).toBeCloseTo(-2, 2);
    expect(dbAt(filter.lowShelf(RATE, 200, 5), 5)).toBeCloseTo(5, 2);
    expect(dbAt(filter.lowShelf(RATE, 200, 5), 200)).toBeCloseTo(2.5, 2);
    expect(dbAt(filter.bandPass(RATE, 800, 2), 800)).toBeCloseTo(0, 6);
    expect(filter.gainAt([filter.notch(RATE, 800, 2)], 800, RATE)).toBeLessThan(1e-9);
  });
  it('refuse frequencies that the rate cannot hold', () => {
    expect(() => filter.lowPass(8000, 4000)).toThrow(RangeError);
    expect(() => filter.peak(8000, 1000, 0, 3)).toThrow(RangeError);
  });
});

describe('createBiquadCascade()', () => {
  const sections = [
    filter.highPass(RATE, 80),
    filter.peak(RATE, 300, 1, -3),
    filter.highShelf(RATE, 8000, 3),
  ];
  itIgnoresBlockSizes(() => filter.createBiquadCascade(sections, 2).process, restlessNoise(2));
  it.each([60, 300, 1000, 9000])('turns a sine of %i Hz up or down as gainAt() says', (hz) => {
    const samples = sine(hz, 0.5, 2);
    filter.createBiquadCascade(sections).process([samples]);
    const expected = 20 * Math.log10(0.5 * filter.gainAt(sections, hz, RATE));
    expect(toneLevelDb(samples.subarray(RATE), hz, RATE)).toBeCloseTo(expected, 3);
  });
  it('falls to exact zeros after the sound, not to denormal numbers', () => {
    const cascade = filter.createBiquadCascade([filter.highPass(RATE, 1000)]);
    cascade.process([sine(500, 0.5, 0.1)]);
    const silence = new Float32Array(RATE);
    cascade.process([silence]);
    expect(silence.subarray(RATE / 2).every((x) => x === 0)).toBe(true);
  });
});
