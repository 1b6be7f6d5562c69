import { describe, expect, it } from 'vitest';
import type { Score } from '../../engine/rap/score.js';
import { rapLines } from './score.js';

const score: Score = {
  syllables: {
    found: 90,
    planned: 120,
    within15Ms: 0.86,
    within25Ms: 0.951,
    chanceWithin25Ms: 0.3,
    meanDistanceMs: 7.14,
    worstDistanceMs: 41,
    missed: 2,
  },
  stretch: { medianLog2: 0, p95Log2: 1, outsideHalfToDouble: 0.01 },
  tempoBpm: 92,
  tempoConfidence: 1,
  integratedLufs: -14.02,
  targetLufs: -14,
  truePeakDbtp: -1.13,
  ceilingDbtp: -1,
  clippedSamples: 0,
  speechUsed: 0.92,
};

describe('rapLines()', () => {
  it('says what was decided and what it is worth', () => {
    expect(rapLines('/a/rap.mp3', { style: 'trap', tempoBpm: 92, score })).toEqual([
      '/a/rap.mp3',
      'style         trap',
      'tempo         92.0 BPM',
      'on the grid   86 % of 120 syllables within 15 ms, 95 % within 25 ms (chance: 30 %)',
      'off the grid  7.1 ms on average, 41.0 ms at worst, 2 not found',
      'stretch       1.00 times in the middle, 95 % below 2.00 times, 1 % beyond half or double',
      'loudness      -14.0 LUFS (wanted -14.0)',
      'true peak     -1.1 dBTP (at most -1.0), 0 samples clipped',
      'speech used   92 %',
    ]);
  });
  it('does with less', () => {
    expect(rapLines('/a/rap.mp3', null)).toEqual(['/a/rap.mp3']);
    expect(rapLines(undefined, { seed: 1, score: { old: true } })).toEqual(['seed  1']);
  });
});
