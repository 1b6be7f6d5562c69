import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { brightnessHz } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { snare } from './snare.js';

oneShotContract('snare', (rate, random) => [snare({}, rate, random)]);

describe('snare()', () => {
  it('is duller when struck softly', () => {
    const hard = snare({}, RATE, createRandom(1), 1);
    const soft = snare({}, RATE, createRandom(1), 0.3);
    expect(brightnessHz(soft, RATE)).toBeLessThan(brightnessHz(hard, RATE));
  });
  it('sounds different with every seed, as every stroke on a drum does', () => {
    expect(snare({}, RATE, createRandom(1))).not.toEqual(snare({}, RATE, createRandom(2)));
  });
});
