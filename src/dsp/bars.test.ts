import { describe, expect, it } from 'vitest';
import { atOctave, type Bars, withinMusic } from './bars.js';

const bars = { beats: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), downbeats: Int32Array.of(1, 5, 9) };
const plain = ({ beats, downbeats }: Bars) => [[...beats], [...downbeats]];

describe('atOctave()', () => {
  it('changes nothing for 1', () => {
    expect(atOctave(bars, 1)).toBe(bars);
  });
  it('keeps the first and third beat of each bar for a half, and every second bar', () => {
    expect(plain(atOctave(bars, 0.5))).toEqual([
      [1, 3, 5, 7, 9],
      [0, 4],
    ]);
  });
  it('adds the middles for 2, and begins a bar on every first and third beat', () => {
    const { beats, downbeats } = atOctave(bars, 2);
    expect([...beats.subarray(0, 4)]).toEqual([0, 0.5, 1, 1.5]);
    expect([...downbeats].map((n) => beats[n])).toEqual([1, 3, 5, 7, 9]);
  });
  it('does both twice for 4 and for a quarter', () => {
    expect(atOctave(bars, 4).beats).toHaveLength(41);
    expect(plain(atOctave(bars, 0.25))).toEqual([[1, 5, 9], [0]]);
  });
});

describe('withinMusic()', () => {
  it('leaves out beats before the first and after the last sound', () => {
    expect(plain(withinMusic(bars, 1.01, 8.5))).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [0, 4],
    ]);
  });
  it('has no beat below 0, and none where there is no sound', () => {
    expect([...withinMusic({ ...bars, beats: bars.beats.map((beat) => beat - 0.01) }, 0, 2).beats]).toEqual([
      0, 0.99, 1.99,
    ]);
    expect(withinMusic(bars, 20, 30).beats).toHaveLength(0);
  });
});
