import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { levelAt } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';
import { rim } from './rim.js';

oneShotContract('rim', (rate, random) => [rim({}, rate, random)]);

describe('rim()', () => {
  it('rings at its two tones', () => {
    const sound = rim({ lowHz: 500, highHz: 1700, decayMs: 120 }, RATE, createRandom(1));
    expect(levelAt(sound, 1700, RATE)).toBeGreaterThan(2 * levelAt(sound, 1200, RATE));
    expect(levelAt(sound, 500, RATE)).toBeGreaterThan(2 * levelAt(sound, 900, RATE));
  });
});
