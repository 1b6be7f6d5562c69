import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../test/synthetic-voice.js';
import { createAligner } from './align.js';
import { createRandom } from './random.js';

const RATE = 44_100;
const PERIOD = 400; // samples, 110.25 Hz

describe('createAligner()', () => {
  it('finds where a voice goes on: whole periods away', () => {
    const voice = speakVowel(RATE, RATE, 0, () => RATE / PERIOD);
    const aligner = createAligner(voice, { reach: 256, halfLength: 512 });
    for (const off of [-190, -77, 3, 101, 180]) {
      const { delta, correlation } = aligner.best(10_000, 10_000 + 20 * PERIOD + off);
      expect(Math.abs(delta + off)).toBeLessThanOrEqual(1);
      expect(correlation).toBeGreaterThan(0.99);
    }
  });
  it('finds a copy of a sound that never repeats', () => {
    const random = createRandom(3);
    const sound = new Float32Array(20_000);
    let [slow, slower] = [0, 0];
    for (let n = 0; n < 5000; n++) {
      slow = 0.95 * slow + random() - 0.5;
      slower = 0.95 * slower + slow;
      sound[n + 2000] = sound[n + 12_000] = slower;
    }
    const aligner = createAligner(sound, { reach: 256, halfLength: 512 });
    for (const off of [-200, -31, 0, 44, 199]) {
      const { delta, correlation } = aligner.best(4000, 14_000 + off);
      expect(Math.abs(delta + off)).toBeLessThanOrEqual(1);
      expect(correlation).toBeGreaterThan(0.98);
    }
  });
  it('takes the nearer of two places that are alike', () => {
    const voice = speakVowel(RATE, RATE, 0, () => RATE / 160);
    const aligner = createAligner(voice, { reach: 256, halfLength: 512 });
    const { delta } = aligner.best(10_000, 10_000 + 20 * 160 + 30);
    expect(Math.abs(delta + 30)).toBeLessThanOrEqual(1); // not 130, the next period
  });
  it('says that noise goes on nowhere', () => {
    const random = createRandom(4);
    const noise = Float32Array.from({ length: RATE }, () => random() - 0.5);
    const aligner = createAligner(noise, { reach: 256, halfLength: 512 });
    for (const at of [5000, 15_000, 25_000])
      expect(aligner.best(at, at + 10_000).correlation).toBeLessThan(0.3);
  });
  it('gives numbers at the ends of the signal and in silence', () => {
    const voice = speakVowel(4000, RATE, 0, () => 110).fill(0, 3000);
    const aligner = createAligner(voice, { reach: 256, halfLength: 512 });
    for (const [model, centre] of [
      [-600, 0],
      [0, 3999],
      [3500, 3600],
      [5000, 9000],
    ] as const) {
      const { delta, correlation } = aligner.best(model, centre);
      expect(Number.isInteger(delta)).toBe(true);
      expect(Number.isFinite(correlation)).toBe(true);
    }
  });
});
