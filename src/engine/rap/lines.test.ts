import { describe, expect, it } from 'vitest';
import { evenly, phraseAt, phrasesOf } from '../../../test/spoken-phrases.js';
import { cutLines } from './lines.js';

const lengths = (lines: ReturnType<typeof cutLines>): number[] =>
  lines.map(({ syllables }) => syllables.length);

describe('cutLines()', () => {
  it('keeps every syllable of every phrase once, in order', () => {
    const phrases = phrasesOf([1, 40, 7, 3, 23, 12]);
    const lines = cutLines(phrases, 10);
    const indices = lines.flatMap(({ syllables }) => syllables.map(({ index }) => index));
    expect(indices).toEqual(Array.from({ length: 86 }, (_, i) => i));
    const centres = lines.flatMap(({ syllables }) => syllables.map(({ pCentre }) => pCentre));
    expect(centres).toEqual(phrases.flatMap(({ syllables }) => syllables.map(({ pCentre }) => pCentre)));
  });
  it('makes no line longer than asked, and cuts none shorter than three', () => {
    for (const most of [5, 8, 14]) {
      for (const { syllables } of cutLines(phrasesOf([64, 31, 9], most), most)) {
        expect(syllables.length).toBeLessThanOrEqual(most);
        expect(syllables.length).toBeGreaterThanOrEqual(3);
      }
    }
  });
  it('leaves phrases that fit alone, short ones too', () => {
    expect(lengths(cutLines(phrasesOf([1, 2, 14]), 14))).toEqual([1, 2, 14]);
  });
  it('breaks where the speaker held back', () => {
    const pCentres = [...evenly(7, 0.2), ...evenly(9, 0.2, 0.5 + 6 * 0.2 + 0.45)];
    expect(lengths(cutLines([phraseAt(pCentres)], 12))).toEqual([7, 9]);
  });
  it('breaks in the middle where all gaps are alike', () => {
    expect(lengths(cutLines([phraseAt(evenly(16, 0.2))], 10))).toEqual([8, 8]);
  });
  it('says after which lines the speaker paused', () => {
    const lines = cutLines(phrasesOf([16, 4]), 10);
    expect(lines.map(({ pauseAfter }) => pauseAfter)).toEqual([false, true, true]);
  });
  it('makes no lines of no phrases', () => expect(cutLines([], 10)).toEqual([]));
});
