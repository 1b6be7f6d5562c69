import { describe, expect, it } from 'vitest';
import { faultOfAnchors, makeStretchMap, outputLengthOf } from './stretch-map.js';

describe('faultOfAnchors()', () => {
  it.each([
    [[], 'not none'],
    [[[0, 0]], 'not one'],
    [
      [
        [0, 0],
        [5, 4],
        [3, 6],
      ],
      'anchor 3 ([3, 6]) goes backwards',
    ],
    [
      [
        [0, 0],
        [1, 1],
        [1, 2],
      ],
      'goes backwards',
    ],
    [
      [
        [0, 0],
        [1, 9],
      ],
      'a ratio of 9.00',
    ],
    [
      [
        [0, 0],
        [9, 1],
      ],
      'a ratio of 0.111',
    ],
    [
      [
        [0, 2],
        [4, 5],
      ],
      'must be [0, 0], or lie above 0',
    ],
    [
      [
        [-1, -1],
        [4, 5],
      ],
      'must be [0, 0], or lie above 0',
    ],
    [
      [
        [1, 9],
        [4, 15],
      ],
      'anchor 1 ([1, 9]) asks for a ratio',
    ],
    [
      [
        [0, 0],
        [Number.NaN, 1],
      ],
      'not two numbers',
    ],
    [
      [
        [0, 0],
        [1, Number.POSITIVE_INFINITY],
      ],
      'not two numbers',
    ],
  ] as const)('finds what is wrong with %j', (anchors, words) => {
    expect(faultOfAnchors(anchors)).toContain(words);
  });
  it('takes any number of rising anchors', () => {
    expect(
      faultOfAnchors([
        [2, 3],
        [4, 5],
      ]),
    ).toBeUndefined();
    expect(faultOfAnchors(Array.from({ length: 5000 }, (_, n) => [n / 10, n / 5] as const))).toBeUndefined();
  });
});

describe('makeStretchMap()', () => {
  it('gives a length to the sample', () => {
    for (const toSeconds of [0.777, 1, 1.333_333, 3.9]) {
      const map = makeStretchMap({ toSeconds }, 44_100, 44_099);
      expect(outputLengthOf(map, 44_099)).toBe(Math.round(toSeconds * 44_100));
    }
  });
  it('refuses a length out of reach, and says what can be had', () => {
    expect(() => makeStretchMap({ toSeconds: 100 }, 8000, 80_000)).toThrow(
      expect.objectContaining({ code: 'request/unmet', hint: 'a length from 2.50 to 40.00 s' }),
    );
  });
  it('begins at 0 and goes on at its own speed after the last anchor', () => {
    const map = makeStretchMap(
      {
        anchors: [
          [1, 2],
          [2, 3],
        ],
      },
      1000,
      5000,
    );
    expect([1000, 1500, 2000, 5000].map((at) => outputLengthOf(map, at))).toEqual([2000, 2500, 3000, 6000]);
    expect(outputLengthOf(map, 500)).toBe(1000);
  });
  it('refuses anchors beyond the end of the sound', () => {
    const anchors = [
      [0, 0],
      [20, 25],
    ] as const;
    expect(() => makeStretchMap({ anchors }, 1000, 10_000)).toThrow(
      expect.objectContaining({ code: 'request/unmet' }),
    );
    expect(() => makeStretchMap({ anchors }, 1000, 19_999)).not.toThrow();
  });
});
