import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import { istft, stft } from './stft.js';

describe('stft()', () => {
  const random = createRandom(3);
  const noise = Float32Array.from({ length: 5000 }, () => random() - 0.5);

  it('is undone by istft()', () => {
    for (const options of [{}, { windowLength: 256 }, { windowLength: 768, hopLength: 100 }]) {
      const back = istft(stft(noise, options));
      expect(back).toHaveLength(noise.length);
      expect(Math.max(...back.map((x, n) => Math.abs(x - noise[n]!)))).toBeLessThan(1e-6);
    }
  });
  it('finds a tone in its bin, at its place', () => {
    const tone = new Float32Array(8192);
    for (let n = 4096; n < 8192; n++) tone[n] = Math.cos((2 * Math.PI * 32 * n) / 1024);
    const { re, im, bins, frames } = stft(tone, { windowLength: 1024 });
    expect([bins, frames]).toEqual([513, 33]);
    const power = (t: number, k: number): number => re[t * bins + k]! ** 2 + im[t * bins + k]! ** 2;
    expect(power(8, 32)).toBeLessThan(1e-12);
    expect(Math.sqrt(power(24, 32))).toBeCloseTo(256, 3); // half of the window's sum
    expect(power(24, 40)).toBeLessThan(1e-6);
  });
  it('refuses hops that leave gaps and windows that cannot be transformed', () => {
    expect(() => stft(noise, { windowLength: 256, hopLength: 200 })).toThrow(RangeError);
    expect(() => stft(noise, { windowLength: 100, hopLength: 10 })).toThrow(RangeError);
  });
});
