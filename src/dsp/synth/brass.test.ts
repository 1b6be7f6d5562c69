import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { brass } from './brass.js';
import { brightnessHz } from './measure.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';

oneShotContract('brass', (rate, random) => brass([note(58)], {}, rate, random));

describe('brass()', () => {
  it('is brighter when played louder', () => {
    const play = (velocity: number) => brass([note(58, { velocity })], {}, RATE, createRandom(1))[0];
    expect(brightnessHz(play(1), RATE)).toBeGreaterThan(1.04 * brightnessHz(play(0.3), RATE));
  });
});
