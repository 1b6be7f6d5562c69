import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../test/synthetic-voice.js';
import { F0_HOP_SECONDS, trackF0 } from './f0.js';
import { createRandom } from './random.js';

const RATE = 8000;

/** A vowel of 1.5 s in white noise 20 dB below it. */
function noisyVowel(vowel: number, f0Hz: (seconds: number) => number): Float32Array {
  const voice = speakVowel(1.5 * RATE, RATE, vowel, f0Hz);
  const rms = Math.sqrt(voice.reduce((sum, x) => sum + x * x, 0) / voice.length);
  const random = createRandom(2);
  return voice.map((x) => x + 0.1 * rms * Math.sqrt(3) * (2 * random() - 1));
}

/** Share of frames further than 20 % off or called unvoiced, and the median error of the others. */
function errors(samples: Float32Array, f0Hz: (seconds: number) => number): { gross: number; cents: number } {
  const { hz } = trackF0(samples, RATE);
  const within = [...hz].map((value, t) => value / f0Hz(t * F0_HOP_SECONDS)).slice(4, -4);
  const fine = within.filter((ratio) => Math.abs(ratio - 1) <= 0.2);
  const cents = fine.map((ratio) => Math.abs(1200 * Math.log2(ratio))).sort((a, b) => a - b);
  return { gross: 1 - fine.length / within.length, cents: cents[cents.length >> 1]! };
}

describe('trackF0()', () => {
  for (const [what, f0Hz] of [
    ['a deep voice', () => 70],
    ['a rising voice', (t: number) => 100 * (1 + 0.2 * t)],
    ['a falling voice', (t: number) => 230 - 40 * t],
    ['a high voice', (t: number) => 320 + 20 * t],
  ] as const) {
    it(`follows ${what} through noise: at most 1 % gross errors, within 5 cents`, () => {
      for (const vowel of [0, 2, 3]) {
        const { gross, cents } = errors(noisyVowel(vowel, f0Hz), f0Hz);
        expect(gross).toBeLessThanOrEqual(0.01);
        expect(cents).toBeLessThanOrEqual(5);
      }
    });
  }
  it('does not depend on the level or on a constant offset', () => {
    const voice = noisyVowel(1, () => 120);
    const plain = trackF0(voice, RATE).hz;
    const soft = trackF0(
      voice.map((x) => 1e-4 * x),
      RATE,
    ).hz;
    const moved = trackF0(
      voice.map((x) => x + 0.5),
      RATE,
    ).hz;
    for (let t = 4; t < plain.length - 4; t++) {
      expect(soft[t]).toBeCloseTo(plain[t]!, 1);
      expect(moved[t]).toBeCloseTo(plain[t]!, 0);
    }
  });
  it('calls noise unvoiced', () => {
    const random = createRandom(9);
    const { hz, periodicity } = trackF0(
      Float32Array.from({ length: 2 * RATE }, () => random() - 0.5),
      RATE,
    );
    expect(hz.filter((value) => value > 0).length).toBeLessThanOrEqual(0.02 * hz.length);
    expect(Math.max(...periodicity.slice(4, -4))).toBeLessThan(0.7);
  });
  it('hears no pitch in a constant offset and none above its range', () => {
    expect(Math.max(...trackF0(new Float32Array(RATE).fill(0.5), RATE).hz)).toBe(0);
    const random = createRandom(3);
    for (const hz of [480, 540, 1020, 1500]) {
      let [y1, y2] = [0, 0];
      const hum = Float32Array.from({ length: 2 * RATE }, () => {
        const y = random() - 0.5 + 1.94 * Math.cos((2 * Math.PI * hz) / RATE) * y1 - 0.97 ** 2 * y2;
        [y1, y2] = [y, y1];
        return y;
      });
      expect(Math.max(...trackF0(hum, RATE).hz)).toBeLessThan(520);
    }
  });
  it('calls silence and what lies far below the voice unvoiced', () => {
    expect(Math.max(...trackF0(new Float32Array(RATE), RATE).hz)).toBe(0);
    const faded = noisyVowel(0, () => 110).map((x, n) => (n > RATE ? 1e-4 * x : x));
    const { hz } = trackF0(faded, RATE);
    expect(Math.min(...hz.subarray(10, 90))).toBeGreaterThan(0);
    expect(Math.max(...hz.subarray(110))).toBe(0);
  });
  it('gives one value per hop and a periodicity from 0 to 1, for any length', () => {
    for (const [length, frames] of [
      [0, 1],
      [1, 1],
      [100, 2],
      [0.29 * RATE, 30],
      [RATE, 101],
    ] as const) {
      const { hz, periodicity } = trackF0(
        speakVowel(length, RATE, 0, () => 100),
        RATE,
      );
      expect([hz.length, periodicity.length]).toEqual([frames, frames]);
      for (const p of periodicity) expect(p >= 0 && p <= 1).toBe(true);
    }
  });
  it('works at other rates', () => {
    for (const rate of [16_000, 44_100]) {
      const { hz } = trackF0(
        speakVowel(rate / 2, rate, 0, () => 150),
        rate,
      );
      expect(hz[25]).toBeCloseTo(150, 0);
    }
  });
  it('refuses a rate that cannot hold the highest voice', () => {
    expect(() => trackF0(new Float32Array(10), 1999)).toThrow(RangeError);
  });
});
