import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { snap } from './snap.js';

oneShotContract('snap', (rate, random) => [snap({}, rate, random)]);

describe('snap()', () => {
  it('strikes 12 ms after its beginning', () => {
    const sound = snap({}, RATE, createRandom(1));
    expect(rmsOf(sound, 0.012 * RATE, 0.018 * RATE)).toBeGreaterThan(4 * rmsOf(sound, 0, 0.01 * RATE));
  });
});
