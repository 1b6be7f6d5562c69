import { describe, expect, it } from 'vitest';
import { findAttacks } from './attack.js';
import { add, kick } from './drum-loop.contract.js';
import { createRandom } from './random.js';

const TIMES = [0.1003, 0.45, 0.7777, 1.2];

function play(sampleRate: number, sound: (seconds: number) => number, noise = 0): Float32Array {
  const random = createRandom(3);
  const samples = Float32Array.from({ length: 2 * sampleRate }, () => noise * (2 * random() - 1));
  for (const time of TIMES) add(samples, sampleRate, time, sound);
  return samples;
}

describe('findAttacks()', () => {
  for (const sampleRate of [16_000, 22_050, 44_100, 96_000]) {
    it(`finds clicks and kicks to the millisecond at ${sampleRate} Hz`, () => {
      const click = (t: number): number => (t < 0.002 ? Math.cos(2 * Math.PI * 2000 * t) : 0);
      for (const sound of [click, kick()]) {
        const { seconds, strength } = findAttacks(play(sampleRate, sound), sampleRate);
        const strong = seconds.filter((_, n) => strength[n]! > 0.5);
        expect(strong).toHaveLength(TIMES.length);
        strong.forEach((second, n) => {
          expect(Math.abs(second - TIMES[n]!)).toBeLessThan(0.001);
        });
      }
    });
  }
  it('finds drums above noise', () => {
    const bright = (t: number): number => Math.sin(2 * Math.PI * 3000 * t) * Math.exp(-t / 0.05);
    const { seconds } = findAttacks(play(22_050, bright, 0.05), 22_050);
    for (const time of TIMES)
      expect(Math.min(...seconds.map((second) => Math.abs(second - time)))).toBeLessThan(0.002);
  });
  it('finds none in silence, none within a held tone', () => {
    expect(findAttacks(new Float32Array(8000), 16_000).seconds).toHaveLength(0);
    const tone = Float32Array.from({ length: 32_000 }, (_, n) => Math.sin(n * 0.2));
    expect(findAttacks(tone, 16_000).seconds.filter((second) => second > 0.01)).toHaveLength(0);
  });
  it('refuses a sample rate that is not above 0', () => {
    expect(() => findAttacks(new Float32Array(1), 0)).toThrow(RangeError);
  });
});
