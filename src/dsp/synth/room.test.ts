import { describe, expect, it } from 'vitest';
import { rmsOf } from './measure.js';
import { addRoom } from './room.js';

const RATE = 22_050;
const click = Float32Array.from({ length: 200 }, (_, n) => (n === 0 ? 1 : 0));

describe('addRoom()', () => {
  const [left, right] = addRoom([click], { seconds: 0.5, wetDb: 0, brightHz: 9000 }, RATE);
  it('leaves the beginning dry', () => expect([left[0], right[0]]).toEqual([1, 1]));
  it('falls by about 60 dB in its time', () => {
    const level = (from: number) => rmsOf(left, from * RATE, (from + 0.05) * RATE);
    const fallDb = 20 * Math.log10(level(0.25) / level(0.05)); // a fifth of a second of half a second
    expect(fallDb).toBeLessThan(-18);
    expect(fallDb).toBeGreaterThan(-36);
  });
  it('differs between the sides and ends at 0', () => {
    expect(left).not.toEqual(right);
    expect([left.at(-1), right.at(-1)]).toEqual([0, 0]);
  });
  it('keeps only what is heard of a quiet room', () => {
    const quiet = addRoom([click], { seconds: 0.5, wetDb: -24 }, RATE);
    expect(quiet[0].length).toBeLessThan(left.length);
  });
  it('refuses a room without time', () => {
    expect(() => addRoom([click], { seconds: 0, wetDb: 0 }, RATE)).toThrow(RangeError);
  });
});
