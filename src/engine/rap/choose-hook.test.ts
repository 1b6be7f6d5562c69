import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt } from '../../../test/spoken-phrases.js';
import { chooseHook } from './choose-hook.js';
import type { SourceLine } from './lines.js';

const line = (count: number, stress = 0.5, lastStress = stress): SourceLine => {
  const stresses = new Array<number>(count).fill(stress);
  stresses[count - 1] = lastStress;
  return linesOf([phraseAt(evenly(count, 0.2), stresses)])[0]!;
};

describe('chooseHook()', () => {
  it('takes a line that is short enough to sing along', () => {
    const lines = [line(16), line(7), line(2)];
    expect(chooseHook(lines, 3)).toBe(lines[1]);
  });
  it('takes the line that was said most strongly', () => {
    const lines = [line(7, 0.4), line(7, 0.8), line(7, 0.5)];
    expect(chooseHook(lines, 3)).toBe(lines[1]);
  });
  it('takes a line that ends on a strong syllable', () => {
    const lines = [line(7), line(7, 0.5, 0.9)];
    expect(chooseHook(lines, 2)).toBe(lines[1]);
  });
  it('takes a line with a pause after it', () => {
    const lines = [{ ...line(7), pauseAfter: false }, line(7)];
    expect(chooseHook(lines, 2)).toBe(lines[1]);
  });
  it('takes the first of equals, and only from the first verse', () => {
    const lines = [line(7), line(7), line(7, 0.9)];
    expect(chooseHook(lines, 2)).toBe(lines[0]);
  });
  it('takes the first line where the first verse holds none', () => {
    const lines = [line(20), line(7)];
    expect(chooseHook(lines, 0)).toBe(lines[0]);
  });
});
