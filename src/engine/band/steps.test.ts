import { describe, expect, it } from 'vitest';
import { faultOfBar, parseBar, stepsPerBar } from './steps.js';

describe('parseBar()', () => {
  it('reads strokes with their strength; spaces and bar lines are for the eye', () => {
    const strokes = parseBar('X--- x--- |o--- .---');
    expect(strokes.map(({ step }) => step)).toEqual([0, 4, 8, 12]);
    const strengths = strokes.map(({ velocity }) => velocity);
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
  });
  it('reads chances and rolls', () => {
    const [maybe, roll] = parseBar('?--- R--- ---- ----');
    expect(maybe).toMatchObject({ chance: 0.5, roll: 1 });
    expect(roll).toMatchObject({ chance: 1, roll: 4, span: 1 });
    expect(parseBar('T-')).toMatchObject([{ roll: 3, span: 2 }]);
  });
  it('keeps the groove where a fill says so', () => {
    const strokes = parseBar('==== ==== ---- xxxx', 'X--- X--- X--- X---');
    expect(strokes.map(({ step }) => step)).toEqual([0, 4, 12, 13, 14, 15]);
  });
});

describe('faultOfBar()', () => {
  it('accepts a bar of the right length', () => {
    expect(faultOfBar('x--- x--- x--- x---', 16, false)).toBeUndefined();
    expect(faultOfBar('x-- x-- x-- =--', 12, true)).toBeUndefined();
  });
  it('names what is wrong', () => {
    expect(faultOfBar('x--- x---', 16, false)).toContain('16 steps');
    expect(faultOfBar('y--- x--- x--- x---', 16, false)).toContain('"y"');
    expect(faultOfBar('=--- x--- x--- x---', 16, false)).toContain('"="');
  });
});

describe('stepsPerBar()', () => {
  it('follows the grid', () => expect([stepsPerBar('sixteenth'), stepsPerBar('triplet')]).toEqual([16, 12]));
});
