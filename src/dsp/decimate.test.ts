import { describe, expect, it } from 'vitest';
import { decimate } from './decimate.js';

const sine = (hz: number, sampleRate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * hz * n) / sampleRate));

describe('decimate()', () => {
  it('keeps low tones as they are, in level and in time', () => {
    const { samples, sampleRate } = decimate(sine(440, 48_000, 9600), 48_000, 11_000);
    expect(sampleRate).toBe(12_000);
    const wanted = sine(440, 12_000, samples.length);
    for (let n = 20; n < samples.length - 20; n++) expect(samples[n]).toBeCloseTo(wanted[n]!, 2);
  });
  it('takes away what would alias', () => {
    const { samples } = decimate(sine(9000, 48_000, 9600), 48_000, 11_000);
    for (let n = 20; n < samples.length - 20; n++) expect(Math.abs(samples[n]!)).toBeLessThan(0.02);
  });
  it('returns a signal that is slow enough as it is', () => {
    const samples = sine(440, 16_000, 100);
    expect(decimate(samples, 16_000, 11_000)).toEqual({ samples, sampleRate: 16_000 });
  });
  it('refuses a rate that is not above 0', () => {
    expect(() => decimate(new Float32Array(1), 0, 1)).toThrow(RangeError);
  });
});
