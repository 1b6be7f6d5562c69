import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { hat } from './hat.js';
import { brightnessHz } from './measure.js';
import { oneShotContract } from './one-shot.contract.js';

oneShotContract('hat', (rate, random) => [hat({}, rate, random)]);

describe('hat()', () => {
  const stroke = (decayMs: number, velocity = 1) => hat({ decayMs }, 44_100, createRandom(1), velocity);
  it('is all treble', () => expect(brightnessHz(stroke(80), 44_100)).toBeGreaterThan(5000));
  it('is longer when open', () => expect(stroke(500).length).toBeGreaterThan(5 * stroke(70).length));
  it('is shorter when struck softly', () =>
    expect(stroke(80, 0.3).length).toBeLessThan(stroke(80, 1).length));
});
