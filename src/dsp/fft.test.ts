import { describe, expect, it } from 'vitest';
import { RealFft } from './fft.js';
import { createRandom } from './random.js';

const noise = (length: number): Float64Array => {
  const random = createRandom(7);
  return Float64Array.from({ length }, () => random() * 2 - 1);
};

/** The definition, in full. */
function directTransform(signal: Float64Array, k: number): [number, number] {
  let re = 0;
  let im = 0;
  signal.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * k * n) / signal.length);
    im -= x * Math.sin((2 * Math.PI * k * n) / signal.length);
  });
  return [re, im];
}

describe('RealFft', () => {
  for (const size of [4, 8, 64, 256, 24, 192, 384]) {
    const bins = size / 2 + 1;
    it(`equals the defining sum at size ${size}`, () => {
      const signal = noise(size);
      const re = new Float64Array(bins);
      const im = new Float64Array(bins);
      new RealFft(size).forward(signal, re, im);
      for (let k = 0; k < bins; k++) {
        const [wantedRe, wantedIm] = directTransform(signal, k);
        expect(re[k]).toBeCloseTo(wantedRe, 10);
        expect(im[k]).toBeCloseTo(wantedIm, 10);
      }
    });
    it(`gives the signal back at size ${size}`, () => {
      const signal = noise(size);
      const [re, im, back] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(size)];
      const fft = new RealFft(size);
      fft.forward(signal, re, im);
      fft.inverse(re, im, back);
      for (let n = 0; n < size; n++) expect(back[n]).toBeCloseTo(signal[n]!, 13);
    });
  }
  for (const [where, start] of [
    ['inside', 20],
    ['before its beginning', -9],
    ['past its end', 90],
    ['far before', -50],
    ['far past', 200],
  ] as const) {
    it(`cuts a window out of a sound itself, ${where}`, () => {
      const samples = Float32Array.from(noise(100));
      const window = noise(25);
      const slice = new Float64Array(32);
      window.forEach((weight, n) => {
        if (start + n in samples) slice[n] = samples[start + n]! * weight;
      });
      const fft = new RealFft(32);
      const [re, im, wantedRe, wantedIm] = [0, 1, 2, 3].map(() => new Float64Array(17));
      fft.forward(slice, wantedRe!, wantedIm!);
      fft.forward(noise(32), re!, im!); // what stood there before must not count
      fft.forwardWindowed(samples, start, window, re!, im!);
      expect(re).toEqual(wantedRe);
      expect(im).toEqual(wantedIm);
    });
  }
  it('refuses other sizes', () => {
    for (const size of [2, 12, 40, 100.5, 0]) expect(() => new RealFft(size)).toThrow(RangeError);
  });
});
