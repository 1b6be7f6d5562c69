import { describe, expect, it } from 'vitest';
import { levelAt } from './measure.js';
import { type FilterKind, filterInPlace, sweepFilter } from './svf.js';

const RATE = 16_000;
const sine = (hz: number) =>
  Float32Array.from({ length: RATE }, (_, n) => Math.sin((2 * Math.PI * hz * n) / RATE));
/** Level of a sine behind the filter. */
function through(kind: FilterKind, hz: number, at: number): number {
  const sound = sine(at);
  filterInPlace(sound, { kind, hz }, RATE);
  return levelAt(sound, at, RATE, RATE / 2);
}

describe('filterInPlace()', () => {
  it.each([
    ['lowpass', 100, 4000],
    ['highpass', 4000, 100],
  ] as const)('%s lets its side through and halves the power at the corner', (kind, inside, outside) => {
    expect(through(kind, 1000, inside)).toBeCloseTo(1, 1);
    expect(through(kind, 1000, 1000)).toBeCloseTo(Math.SQRT1_2, 2);
    expect(through(kind, 1000, outside)).toBeLessThan(0.06);
  });
  it('bandpass is level at its centre', () => {
    expect(through('bandpass', 1000, 1000)).toBeCloseTo(1, 2);
    expect(through('bandpass', 1000, 100)).toBeLessThan(0.2);
  });
  it('stays stable with a corner above the band', () => {
    expect(through('lowpass', 1e6, 440)).toBeCloseTo(1, 1);
  });
});

describe('sweepFilter()', () => {
  it('follows a moving corner', () => {
    const sound = sine(2000);
    sweepFilter(sound, { kind: 'lowpass' }, (n) => (n < RATE / 2 ? 7000 : 200), RATE);
    expect(levelAt(sound, 2000, RATE, 1000, RATE / 2)).toBeGreaterThan(0.9);
    expect(levelAt(sound, 2000, RATE, RATE / 2 + 500)).toBeLessThan(0.03);
  });
});
