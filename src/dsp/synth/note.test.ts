import { describe, expect, it } from 'vitest';
import { hzAt, noteLength, shapeNote } from './note.js';

const note = { midi: 57, durationSeconds: 1, velocity: 1 };

describe('hzAt()', () => {
  it('is the written pitch', () => expect(hzAt(note, 0.5)).toBeCloseTo(220, 9));
  it('slides straight in semitones, then stays', () => {
    const glides = [
      { toMidi: 69, atSeconds: 0.2, seconds: 0.2 },
      { toMidi: 57, atSeconds: 0.6, seconds: 0.1 },
    ];
    const at = (seconds: number) => hzAt({ ...note, glides }, seconds);
    expect([at(0.1), at(0.3), at(0.5), at(0.9)].map(Math.round)).toEqual([220, 311, 440, 220]);
  });
});

describe('noteLength()', () => {
  it('adds the release', () => expect(noteLength(note, 0.1, 1000)).toBe(1100));
});

describe('shapeNote()', () => {
  it('rises, holds and ends at exactly 0', () => {
    const sound = new Float32Array(1100).fill(1);
    shapeNote(sound, note, 0.01, 1000);
    expect([sound[0], sound[500], sound[1099]]).toEqual([0, 1, 0]);
    expect(sound[1050]).toBeLessThan(0.3);
  });
});
