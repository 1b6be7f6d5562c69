import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { shaker } from './shaker.js';

oneShotContract('shaker', (rate, random) => [shaker({}, rate, random)]);

describe('shaker()', () => {
  it('swells to its accent', () => {
    const sound = shaker({ attackMs: 20 }, RATE, createRandom(1));
    expect(rmsOf(sound, 0, 0.005 * RATE)).toBeLessThan(0.2 * rmsOf(sound, 0.017 * RATE, 0.022 * RATE));
  });
});
