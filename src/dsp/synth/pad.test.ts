import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { midiToHz } from '../units.js';
import { levelAt, rmsOf } from './measure.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';
import { pad } from './pad.js';

oneShotContract('pad', (rate, random) => pad([note(60)], {}, rate, random));

describe('pad()', () => {
  it('swells slowly', () => {
    const [left] = pad([note(60)], { attackMs: 300 }, RATE, createRandom(1));
    expect(rmsOf(left, 0, 0.05 * RATE)).toBeLessThan(0.3 * rmsOf(left, 0.3 * RATE, 0.5 * RATE));
  });
  it('plays every note of a chord', () => {
    const long = { durationSeconds: 1 };
    const [left] = pad([note(60, long), note(67, long)], { detuneCents: 2 }, RATE, createRandom(1));
    const at = (midi: number) => levelAt(left, midiToHz(midi), RATE, 0.2 * RATE, RATE);
    for (const midi of [60, 67]) expect(at(midi)).toBeGreaterThan(4 * at(63));
  });
  it('sings a vowel where asked', () => {
    const [ah] = pad(
      [note(48, { durationSeconds: 1 })],
      { vowel: 'ah', cutoffHz: 6000 },
      RATE,
      createRandom(1),
    );
    const at = (harmonic: number) => levelAt(ah, harmonic * midiToHz(48), RATE, 0.2 * RATE, RATE);
    expect(at(5)).toBeGreaterThan(at(2)); // 654 Hz is the first formant of "ah"
  });
});
