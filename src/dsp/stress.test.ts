import { describe, expect, it } from 'vitest';
import { type Prominence, stressOf } from './stress.js';

const plain: Prominence = { levelDb: -20, vowelSeconds: 0.12, f0Hz: 110 };

describe('stressOf()', () => {
  for (const [what, strong] of [
    ['louder', { ...plain, levelDb: -14 }],
    ['longer', { ...plain, vowelSeconds: 0.2 }],
    ['higher', { ...plain, f0Hz: 150 }],
    ['lower', { ...plain, f0Hz: 85 }],
  ] as const) {
    it(`is strongest on the syllable that is ${what} than the others`, () => {
      const stress = stressOf([plain, plain, strong, plain]);
      expect(stress.indexOf(Math.max(...stress))).toBe(2);
      expect(stress[2]).toBeGreaterThan(0.5);
      expect(stress[0]).toBeLessThan(0.5);
    });
  }
  it('lies between 0 and 1, about 0.5 on average', () => {
    const stress = stressOf(
      Array.from({ length: 40 }, (_, i) => ({
        levelDb: -20 + 5 * Math.sin(i),
        vowelSeconds: 0.1 + 0.05 * Math.cos(3 * i),
        f0Hz: i % 4 === 0 ? null : 100 + 20 * Math.sin(2 * i),
      })),
    );
    expect(Math.min(...stress)).toBeGreaterThan(0);
    expect(Math.max(...stress)).toBeLessThan(1);
    expect(stress.reduce((sum, s) => sum + s, 0) / 40).toBeCloseTo(0.5, 1);
  });
  it('does not depend on the level of the recording or the pitch of the voice', () => {
    const phrase = [plain, { ...plain, levelDb: -15, f0Hz: 130 }, { ...plain, vowelSeconds: 0.2 }];
    const other = phrase.map((s) => ({ ...s, levelDb: s.levelDb - 30, f0Hz: 2 * s.f0Hz! }));
    stressOf(other).forEach((s, i) => {
      expect(s).toBeCloseTo(stressOf(phrase)[i]!, 10);
    });
  });
  it('says 0.5 where nothing differs, for one syllable, and without any pitch', () => {
    expect(stressOf([plain, plain])).toEqual([0.5, 0.5]);
    expect(stressOf([plain])).toEqual([0.5]);
    expect(stressOf([{ ...plain, f0Hz: null }])).toEqual([0.5]);
    expect(stressOf([])).toEqual([]);
  });
});
