import { describe, expect, it } from 'vitest';
import { keyName, parseKey, suggestKey } from './key-name.js';

describe('parseKey()', () => {
  it.each([
    ['F# minor', 'F# minor'],
    ['f#m', 'F# minor'],
    ['Gb min', 'F# minor'],
    ['Fm', 'F minor'],
    ['FM', 'F major'],
    ['Fmaj', 'F major'],
    ['Bb', 'A# major'],
    ['bb', 'A# major'],
    ['b', 'B major'],
    ['Cb', 'B major'],
    ['B#', 'C major'],
    ['c sharp MINOR', 'C# minor'],
    [' A-flat major ', 'G# major'],
    ['E♭m', 'D# minor'],
  ])('reads %s as %s', (written, name) => {
    const key = parseKey(written);
    expect(key && keyName(key)).toBe(name);
  });
  it.each(['', 'H', 'minor', 'F##', 'Fmoll', 'auto', 'A minor 7'])('does not read %s', (written) => {
    expect(parseKey(written)).toBeUndefined();
  });
});

describe('suggestKey()', () => {
  it('guesses a misspelt key', () => {
    expect(suggestKey('F# minr')).toBe('F# minor');
    expect(suggestKey('zzzzzzz')).toBeUndefined();
  });
});
