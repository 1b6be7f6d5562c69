import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { kick } from './kick.js';
import { brightnessHz, levelAt, rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';

oneShotContract('kick', (rate, random) => [kick({}, rate, random)]);

describe('kick()', () => {
  const stroke = (params: Parameters<typeof kick>[0]) => kick(params, RATE, createRandom(1));
  it('settles at its end pitch', () => {
    const long = stroke({ endHz: 55, decayMs: 1500, holdMs: 800 });
    const at = (hz: number) => levelAt(long, hz, RATE, RATE / 4, RATE);
    expect(at(55)).toBeGreaterThan(3 * at(75));
    expect(at(55)).toBeGreaterThan(3 * at(40));
  });
  it('strikes at once: its loudest part lies in the first tenth of a second', () => {
    const sound = stroke({});
    expect(rmsOf(sound, 0, 0.1 * RATE)).toBeGreaterThan(5 * rmsOf(sound, 0.3 * RATE));
  });
  it('is brighter with a louder click', () => {
    expect(brightnessHz(stroke({ clickDb: -3 }), RATE)).toBeGreaterThan(
      brightnessHz(stroke({ clickDb: -30 }), RATE),
    );
  });
});
