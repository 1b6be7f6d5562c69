import { describe, expect, it } from 'vitest';
import { splitGap } from './stretch-split.js';

const left = { start: 0.9, pCentre: 1 };
const right = { start: 1.2, pCentre: 1.3 };
const VOWEL = 0.2;
const ONSET = 0.1;

describe('splitGap()', () => {
  it('changes nothing for the spoken gap', () => {
    const { vowelRatio, onsetRatio } = splitGap(left, right, 0.3);
    expect(vowelRatio).toBeCloseTo(1, 12);
    expect(onsetRatio).toBe(1);
  });
  it('gives both parts the time they need for the gap, whatever it is', () => {
    for (const gap of [0.05, 0.1, 0.18, 0.2, 0.25, 0.35, 0.42, 0.47, 0.5, 1, 3]) {
      const { vowelRatio, onsetRatio } = splitGap(left, right, gap);
      expect(vowelRatio * VOWEL + onsetRatio * ONSET).toBeCloseTo(gap, 12);
      expect(vowelRatio).toBeGreaterThan(0);
      expect(onsetRatio).toBeGreaterThan(0);
    }
  });
  it('changes the vowel alone while it still sounds spoken', () => {
    for (const gap of [0.23, 0.4]) expect(splitGap(left, right, gap).onsetRatio).toBe(1);
  });
  it('never changes consonants more than the vowel', () => {
    for (let gap = 0.05; gap < 1.2; gap += 0.01) {
      const { vowelRatio, onsetRatio } = splitGap(left, right, gap);
      expect(Math.abs(Math.log(onsetRatio))).toBeLessThanOrEqual(Math.abs(Math.log(vowelRatio)) + 1e-9);
    }
  });
  it('has no jumps', () => {
    let before = splitGap(left, right, 0.05).vowelRatio;
    for (let gap = 0.051; gap < 1.2; gap += 0.001) {
      const { vowelRatio } = splitGap(left, right, gap);
      expect(vowelRatio).toBeGreaterThanOrEqual(before - 1e-9);
      expect(vowelRatio - before).toBeLessThan(0.011); // 1 ms more over at least 0.1 s
      before = vowelRatio;
    }
  });
  it('copes with syllables without consonants and with consonants that fill the gap', () => {
    expect(splitGap(left, { start: 1.3, pCentre: 1.3 }, 0.6).vowelRatio).toBeCloseTo(2, 12);
    for (const start of [1, 0.95]) {
      const { vowelRatio, onsetRatio } = splitGap(left, { start, pCentre: 1.3 }, 0.45);
      expect(Number.isFinite(vowelRatio) && vowelRatio > 0).toBe(true);
      expect(Number.isFinite(onsetRatio) && onsetRatio > 0).toBe(true);
    }
  });
});
