import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { crash } from './crash.js';
import { brightnessHz } from './measure.js';
import { oneShotContract } from './one-shot.contract.js';

oneShotContract('crash', (rate, random) => [crash({ decayMs: 600 }, rate, random)]);

describe('crash()', () => {
  it('loses its top before its middle', () => {
    const sound = crash({ decayMs: 1000 }, 44_100, createRandom(1));
    expect(brightnessHz(sound.slice(20_000, 30_000), 44_100)).toBeLessThan(
      brightnessHz(sound.slice(0, 5000), 44_100),
    );
  });
});
