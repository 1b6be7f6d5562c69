import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { brightnessHz, rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { riser } from './riser.js';

oneShotContract('riser', (rate, random) => [riser(0.5, {}, rate, random)]);

describe('riser()', () => {
  const sound = riser(1, {}, RATE, createRandom(1));
  it('grows in level and in pitch', () => {
    expect(rmsOf(sound, 0.8 * RATE, RATE)).toBeGreaterThan(4 * rmsOf(sound, 0, 0.4 * RATE));
    expect(brightnessHz(sound.slice(0.8 * RATE), RATE)).toBeGreaterThan(
      2 * brightnessHz(sound.slice(0, 0.3 * RATE), RATE),
    );
  });
  it('is as long as asked', () => expect(sound.length / RATE).toBeCloseTo(1.015, 3));
  it('refuses no length', () => expect(() => riser(0, {}, RATE, createRandom(1))).toThrow(RangeError));
});
