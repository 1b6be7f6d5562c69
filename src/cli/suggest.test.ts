import { describe, expect, it } from 'vitest';
import { didYouMean } from './suggest.js';

describe('didYouMean()', () => {
  it('finds a word with a letter too many, too few, wrong or swapped', () => {
    for (const word of ['trapp', 'tra', 'trup', 'tarp', 'TRAP'])
      expect(didYouMean(word, ['drill', 'trap'])).toBe('trap');
  });
  it('prefers the closest, then the first', () => {
    expect(didYouMean('beet', ['beast', 'beat'])).toBe('beat');
    expect(didYouMean('b', ['a', 'c'])).toBe('a');
  });
  it('says nothing where nothing is close', () => {
    expect(didYouMean('polka', ['drill', 'trap'])).toBeUndefined();
    expect(didYouMean('x', [])).toBeUndefined();
  });
});
