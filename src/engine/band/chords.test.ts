import { describe, expect, it } from 'vitest';
import { degreeSemitones, faultOfChord, overChord, parseChord, voiceChord } from './chords.js';

describe('parseChord()', () => {
  it.each([
    ['1', 'minor', 0, [0, 3, 7]],
    ['6', 'minor', 8, [0, 4, 7]],
    ['5M', 'minor', 7, [0, 4, 7]],
    ['b2', 'minor', 1, [0, 4, 7]],
    ['b6m', 'major', 8, [0, 3, 7]],
    ['4m7', 'major', 5, [0, 3, 7, 10]],
    ['67', 'minor', 8, [0, 4, 7, 11]],
    ['19', 'major', 0, [0, 4, 7, 11, 14]],
    ['2dim', 'minor', 2, [0, 3, 6]],
    ['15', 'minor', 0, [0, 7]],
    ['5sus7', 'minor', 7, [0, 5, 7, 10]],
  ] as const)('reads %s in %s', (symbol, mode, root, tones) => {
    expect(parseChord(symbol, mode)).toEqual({ root, tones });
  });
  it('refuses what is none', () => {
    expect(() => parseChord('8', 'minor')).toThrow(RangeError);
    expect(faultOfChord('8')).toContain('"8"');
    expect(faultOfChord('b7add9')).toBeUndefined();
  });
});

describe('degreeSemitones()', () => {
  it('goes on above and below the octave', () => {
    expect([1, 3, 5, 8, 10, -5, -7].map((d) => degreeSemitones(d, 'minor'))).toEqual([
      0, 3, 7, 12, 15, -5, -2,
    ]);
  });
});

describe('overChord()', () => {
  it('takes the chord’s own tones, and the key’s between them', () => {
    const major = parseChord('5M', 'minor');
    expect(overChord(major, 3, 'minor') - major.root).toBe(4);
    expect(overChord(major, 2, 'minor') - major.root).toBe(1);
    expect(overChord(major, 8, 'minor') - major.root).toBe(12);
    expect(overChord(major, -5, 'minor') - major.root).toBe(-5);
  });
});

describe('voiceChord()', () => {
  const at = (symbol: string, before: number[] = []) =>
    voiceChord(parseChord(symbol, 'minor'), 9, 55, before);
  it('stands above its lowest pitch, within an octave and a bit', () => {
    for (const symbol of ['1', '4', '67', '1m9']) {
      const pitches = at(symbol);
      expect(Math.min(...pitches)).toBeGreaterThanOrEqual(55);
      expect(Math.max(...pitches) - Math.min(...pitches)).toBeLessThanOrEqual(12);
    }
  });
  it('moves little from the chord before', () => {
    const first = at('1');
    const second = at('6', first);
    const moved = second.reduce((sum, pitch, i) => sum + Math.abs(pitch - first[i]!), 0);
    expect(moved).toBeLessThanOrEqual(5);
  });
  it('leaves the root of a ninth to the bass', () => expect(at('1m9').map((p) => p % 12)).not.toContain(9));
});
