import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { clap } from './clap.js';
import { rmsOf } from './measure.js';
import { oneShotContract, RATE } from './one-shot.contract.js';

oneShotContract('clap', (rate, random) => [clap({}, rate, random)]);

describe('clap()', () => {
  it('has gaps between the hands', () => {
    const sound = clap({ hands: 3, spreadMs: 20 }, RATE, createRandom(1));
    const around = (ms: number) =>
      rmsOf(sound, Math.round(((ms - 2) / 1000) * RATE), Math.round(((ms + 2) / 1000) * RATE));
    expect(around(3)).toBeGreaterThan(2.5 * around(15));
  });
});
