import { expect, it } from 'vitest';
import { Tail } from './tail.js';

it('adds itself to what follows, once, however that is cut', () => {
  const tail = new Tail();
  const out = Array.from({ length: 4 }, () => [new Float32Array(2).fill(1)]);
  tail.addTo(out[0]!, 0);
  tail.begin([Float32Array.of(1, 2, 3)]);
  tail.addTo(out[1]!, 1);
  tail.addTo(out[2]!, 0);
  tail.addTo(out[3]!, 0);
  expect(out.flat().map((samples) => [...samples])).toEqual([
    [1, 1],
    [1, 2],
    [3, 4],
    [1, 1],
  ]); // prettier-ignore
});
