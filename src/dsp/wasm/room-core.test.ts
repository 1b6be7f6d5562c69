import { expect, it } from 'vitest';
import type { RoomShape } from '../reverb-room.js';
import { createWasmRoom } from './room-core.js';

const SHAPE: RoomShape = {
  lineLengths: Int32Array.of(101, 103, 107, 109, 113, 127, 131, 137),
  feed: new Float64Array(8).fill(0.5),
  keep: new Float64Array(8),
  tailGain: 1,
  preDelayLength: 0,
  tapLengths: Int32Array.of(3, 20, 30, 40, 5, 25, 35, 45),
  tapGains: Float64Array.of(1, 0, 0, 0, 0.25, 0, 0, 0),
  lowCut: 0,
};

it('reflects a click where its taps and lines say, then forgets it', () => {
  const room = createWasmRoom(SHAPE)!;
  const [left, right] = [new Float32Array(120), new Float32Array(120)];
  const click = new Float32Array(120);
  click[0] = 1;
  room.run(click, left, right, 0, 120);
  const heard = (side: Float32Array): number[] => [...side.keys()].filter((n) => side[n] !== 0);
  expect(heard(left).slice(0, 3)).toEqual([3, 101, 107]); // a tap, then the first and the third line
  expect(heard(right).slice(0, 3)).toEqual([5, 103, 109]);
  expect([left[3], right[5]]).toEqual([1, 0.25]);
  room.clear();
  room.run(new Float32Array(120), left, right, 0, 120);
  expect([...heard(left), ...heard(right)]).toEqual([]);
});
