import { describe, expect, it } from 'vitest';
import { findKey, LEAST_KEY_CONFIDENCE } from './key.js';
import { createRandom } from './random.js';

const RATE = 8000;
const MAJOR = [0, 4, 7];
const MINOR = [0, 3, 7];

/** Chords of 0.4 s, each with its root in the bass, in tones of six partials. */
function chords(
  tonic: number,
  cents: number,
  ...progression: (readonly [root: number, chord: readonly number[]])[]
) {
  const length = 0.4 * RATE;
  const samples = new Float32Array(progression.length * length);
  progression.forEach(([root, chord], index) => {
    for (const step of [-12, ...chord]) {
      const hz = 440 * 2 ** ((48 + tonic + root + step + cents / 100 - 69) / 12);
      for (let n = 0; n < length; n++) {
        const phase = (2 * Math.PI * hz * n) / RATE;
        let sum = 0;
        for (let partial = 1; partial <= 6; partial++) sum += Math.sin(partial * phase) / partial ** 1.3;
        samples[index * length + n]! += 0.05 * sum * Math.exp(-n / RATE);
      }
    }
  });
  return samples;
}

describe('findKey()', () => {
  it('names all 24 keys by their cadences, in any tuning', () => {
    for (let tonic = 0; tonic < 12; tonic++) {
      const cents = ((tonic * 17) % 80) - 40;
      const major = findKey(chords(tonic, cents, [0, MAJOR], [5, MAJOR], [7, MAJOR], [0, MAJOR]), RATE);
      expect(major).toMatchObject({ tonic, mode: 'major' });
      const minor = findKey(chords(tonic, cents, [0, MINOR], [5, MINOR], [7, MAJOR], [0, MINOR]), RATE);
      expect(minor).toMatchObject({ tonic, mode: 'minor' });
      for (const { confidence } of [major, minor]) expect(confidence).toBeGreaterThan(0.5);
      expect(Math.abs(major.tuningCents - cents)).toBeLessThan(4);
    }
  });
  it('hears a minor loop without a leading note as minor', () => {
    expect(findKey(chords(9, 0, [0, MINOR], [8, MAJOR], [10, MAJOR], [0, MINOR]), RATE)).toMatchObject({
      tonic: 9,
      mode: 'minor',
    });
  });
  it('is sure of nothing in silence, noise or a single tone', () => {
    const random = createRandom(4);
    const noise = Float32Array.from({ length: 8 * RATE }, () => random() - 0.5);
    const tone = Float32Array.from({ length: 3 * RATE }, (_, n) => Math.sin(n * 0.25));
    for (const samples of [new Float32Array(RATE), noise, tone]) {
      expect(findKey(samples, RATE).confidence).toBeLessThan(LEAST_KEY_CONFIDENCE);
    }
  });
});
