import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, phrasesOf } from '../../../test/spoken-phrases.js';
import { chooseTempo } from './choose-tempo.js';
import { slotGrid } from './slots.js';

const grid = slotGrid('sixteenth', 0.5);

describe('chooseTempo()', () => {
  for (const tempo of [84, 92, 99]) {
    it(`finds the tempo of lines spoken in 8ths of ${tempo} BPM`, () => {
      const lines = linesOf([1, 8, 15].map((from) => phraseAt(evenly(7, 30 / tempo, from))));
      expect(Math.abs(chooseTempo(lines, grid, { min: 80, max: 104 }) - tempo)).toBeLessThanOrEqual(2);
    });
  }
  it('stays in the range and is whole', () => {
    for (const seed of [1, 2, 3]) {
      const tempo = chooseTempo(linesOf(phrasesOf([5, 9, 12], seed)), grid, { min: 88.5, max: 92.5 });
      expect(Number.isInteger(tempo)).toBe(true);
      expect(tempo).toBeGreaterThanOrEqual(88.5);
      expect(tempo).toBeLessThanOrEqual(92.5);
    }
  });
  it('takes the middle where speech does not care', () => {
    expect(chooseTempo(linesOf(phrasesOf([1])), grid, { min: 80, max: 100 })).toBe(90);
  });
  it('leaves a range of one tempo alone', () => {
    expect(chooseTempo(linesOf(phrasesOf([8])), grid, { min: 90, max: 90 })).toBe(90);
  });
});
