import { describe, expect, it } from 'vitest';
import { chromagram } from './chroma.js';
import { createRandom } from './random.js';

const RATE = 22_050;
/** Three seconds of a tone with five partials. */
const tone = (midi: number): Float32Array => {
  const hz = 440 * 2 ** ((midi - 69) / 12);
  return Float32Array.from({ length: 3 * RATE }, (_, n) => {
    let sum = 0;
    for (let partial = 1; partial <= 5; partial++)
      sum += Math.sin((2 * Math.PI * partial * hz * n) / RATE) / partial;
    return 0.2 * sum;
  });
};
const row = ({ data }: { data: Float32Array }, frame: number): number[] => [
  ...data.subarray(12 * frame, 12 * frame + 12),
];
const loudest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

describe('chromagram()', () => {
  for (const midi of [40, 57, 61, 72]) {
    it(`hears note ${midi} as the class it is`, () => {
      const chroma = chromagram(tone(midi), RATE);
      expect(chroma.frames).toBe(30);
      expect(loudest(row(chroma, 15))).toBe(midi % 12);
      expect(row(chroma, 15).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    });
  }
  it('measures the tuning and allows for it', () => {
    for (const cents of [-35, 20, 45]) {
      const chroma = chromagram(tone(60 + cents / 100), RATE);
      expect(Math.abs(chroma.tuningCents - cents)).toBeLessThan(3);
      expect(loudest(row(chroma, 15))).toBe(0);
    }
  });
  it('is all 0 for silence and for what is not a number', () => {
    for (const value of [0, Number.NaN]) {
      expect(Math.max(...chromagram(new Float32Array(RATE).fill(value), RATE).data)).toBe(0);
    }
  });
  it('is nearly even for noise', () => {
    const random = createRandom(2);
    const { data, frames } = chromagram(
      Float32Array.from({ length: 10 * RATE }, () => random() - 0.5),
      RATE,
    );
    const mean = Array.from(
      { length: 12 },
      (_, c) => data.filter((_, n) => n % 12 === c).reduce((a, b) => a + b, 0) / frames,
    );
    expect(Math.max(...mean)).toBeLessThan(0.12);
  });
  it('refuses a sample rate that is not above 0', () => {
    expect(() => chromagram(new Float32Array(1), 0)).toThrow(RangeError);
  });
});
