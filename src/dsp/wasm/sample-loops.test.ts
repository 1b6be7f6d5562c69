import { expect, it } from 'vitest';
import { sampleLoops } from './sample-loops.js';

it('finds what is beyond a limit, wherever it stands', () => {
  const loops = sampleLoops()!;
  const limit = new Int32Array(Float32Array.of(2).buffer)[0]!;
  for (const bad of [2.001, -3, Number.NaN, Number.NEGATIVE_INFINITY]) {
    for (let at = 0; at < 9; at++) {
      loops.samples.fill(-2);
      loops.samples[at] = bad;
      expect([loops.areWithin(at + 1, limit), loops.areWithin(at, limit)]).toEqual([0, 1]);
    }
  }
});
it('is one for all who ask', () => expect(sampleLoops()).toBe(sampleLoops()));
