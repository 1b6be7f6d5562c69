import { describe, expect, it } from 'vitest';
import {
  createMapCursor,
  createTimeMap,
  evenMap,
  isIdentity,
  leastRatio,
  outputAt,
  ratioOf,
} from './time-map.js';

describe('createTimeMap()', () => {
  it('refuses no anchors, a side that does not rise, and numbers that are none', () => {
    expect(() => createTimeMap([])).toThrow(RangeError);
    expect(() =>
      createTimeMap([
        [0, 0],
        [10, 0],
      ]),
    ).toThrow(/anchor 1/);
    expect(() =>
      createTimeMap([
        [0, 0],
        [0, 5],
      ]),
    ).toThrow(/anchor 1/);
    expect(() => createTimeMap([[0, Number.NaN]])).toThrow(/finite/);
  });
});

describe('createMapCursor()', () => {
  const cursor = createMapCursor(
    createTimeMap([
      [100, 0],
      [200, 50],
      [300, 350],
    ]),
  );
  it('runs straight between anchors and at its own speed outside', () => {
    expect([-10, 0, 25, 50, 200, 350, 400].map(cursor.inputAt)).toEqual([90, 100, 150, 200, 250, 300, 350]);
  });
  it('answers in any order of asking', () => {
    expect([400, 60, 10, -1].map(cursor.inputAt)).toEqual([350, 203 + 1 / 3, 120, 99]);
  });
});

describe('outputAt()', () => {
  it('undoes inputAt(), within the anchors and beyond them', () => {
    const map = createTimeMap([
      [10, 20],
      [20, 50],
      [60, 70],
      [61, 80],
    ]);
    const cursor = createMapCursor(map);
    for (let output = -5; output < 100; output += 0.7) {
      expect(outputAt(map, cursor.inputAt(output))).toBeCloseTo(output, 9);
    }
  });
});

describe('evenMap()', () => {
  it('has one ratio everywhere', () => {
    expect(outputAt(evenMap(1.25), 80_000_000)).toBe(100_000_000);
    expect(isIdentity(evenMap(1))).toBe(true);
    expect(isIdentity(evenMap(1.0001))).toBe(false);
    expect(() => evenMap(0)).toThrow(RangeError);
  });
});

describe('ratioOf() and leastRatio()', () => {
  it('look at the whole, and at every part and what is outside', () => {
    const map = createTimeMap([
      [10, 20],
      [20, 50],
      [60, 70],
      [61, 80],
    ]); // prettier-ignore
    expect([ratioOf(map), leastRatio(map)]).toEqual([60 / 51, 0.5]);
    expect([ratioOf(evenMap(3)), leastRatio(evenMap(3))]).toEqual([3, 1]);
    expect(ratioOf(createTimeMap([[5, 7]]))).toBe(1);
  });
});
