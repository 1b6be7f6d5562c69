import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { scratch } from './scratch.js';

oneShotContract('scratch', (rate, random) => [scratch(0.4, {}, rate, random)]);

describe('scratch()', () => {
  it('falls silent where the hand turns', () => {
    const sound = scratch(1, { pushes: 1 }, RATE, createRandom(1));
    const at = (seconds: number) => rmsOf(sound, (seconds - 0.01) * RATE, (seconds + 0.01) * RATE);
    expect(at(0.25)).toBeGreaterThan(4 * at(0.5));
  });
});
