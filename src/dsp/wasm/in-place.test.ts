import { expect, it } from 'vitest';
import { changeInPlace } from './in-place.js';
import { sampleLoops } from './sample-loops.js';

it('changes every sample of a view once, in pieces that fit, and nothing beside it', () => {
  const loops = sampleLoops()!;
  const most = loops.samples.length;
  const memory = new Float32Array(2 * most + 12).fill(1);
  const places: number[] = [];
  changeInPlace(loops, memory.subarray(1, -1), (count, from) => {
    expect(count).toBeLessThanOrEqual(most);
    places.push(from);
    for (let n = 0; n < count; n++) loops.samples[n]! += from + n;
  });
  expect(places).toEqual([0, most, 2 * most]);
  expect(memory).toEqual(Float32Array.from(memory, (_, n) => (n === 0 || n > 2 * most + 10 ? 1 : n)));
});
