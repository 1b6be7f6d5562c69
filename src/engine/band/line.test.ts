import { describe, expect, it } from 'vitest';
import { faultOfLine, parseToken } from './line.js';

describe('parseToken()', () => {
  it.each([
    ['1', { degree: 1, shift: 0, velocity: 0.8, chance: 1, glide: false }],
    ['-5', { degree: -5 }],
    ['b7!', { degree: 7, shift: -1, velocity: 1 }],
    ["#4'", { degree: 4, shift: 1, velocity: 0.5 }],
    ['~8', { degree: 8, glide: true }],
    ['12?', { degree: 12, chance: 0.5 }],
    ['c', { degree: 'chord' }],
  ])('reads %s', (text, meaning) => expect(parseToken(text)).toMatchObject({ kind: 'note', ...meaning }));
  it('reads rests and holds', () => {
    expect(parseToken('-')).toEqual({ kind: 'rest' });
    expect(parseToken('_')).toEqual({ kind: 'hold' });
  });
  it('refuses what is none', () => {
    for (const text of ['0', 'x', 'bc', '20', '1!!', '']) expect(parseToken(text)).toBeUndefined();
  });
});

describe('faultOfLine()', () => {
  it('accepts a bar and names what is wrong with another', () => {
    expect(faultOfLine('1 _ - - | 5 _ - - | 1 _ - - | c _ - -', 16)).toBeUndefined();
    expect(faultOfLine('1 _', 16)).toContain('this one has 2');
    expect(faultOfLine('1 _ z', 3)).toContain('"z"');
  });
});
