import { describe, expect, it } from 'vitest';
import { cowbell } from './cowbell.js';
import { levelAt } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';

oneShotContract('cowbell', (rate) => [cowbell({}, rate)]);

describe('cowbell()', () => {
  it('has its two tones', () => {
    const sound = cowbell({}, RATE);
    for (const hz of [540, 800])
      expect(levelAt(sound, hz, RATE)).toBeGreaterThan(4 * levelAt(sound, 660, RATE));
  });
});
