import { describe, expect, it } from 'vitest';
import type { F0Track } from '../../dsp/f0.js';
import { hzToMidi, midiToHz } from '../../dsp/units.js';
import { tuneRatio } from './tune.js';

const held = (note: number, frames = 30): F0Track => ({
  hz: new Float32Array(frames).fill(midiToHz(note)),
  periodicity: new Float32Array(frames).fill(1),
});

/** Note that a voice on `note` is tuned to in A minor. */
const tuned = (note: number): number => hzToMidi(midiToHz(note) * tuneRatio(held(note), 0, 0.3, A_MINOR));

const A_MINOR = { tonic: 9, mode: 'minor' } as const;

describe('tuneRatio()', () => {
  it('takes a voice to the nearest note of the key', () => {
    expect(tuned(57.3)).toBeCloseTo(57, 4); // A
    expect(tuned(60.8)).toBeCloseTo(60, 4); // C: C sharp is not in the key, and D is further
    expect(tuned(61.3)).toBeCloseTo(62, 4); // D
    expect(tuned(58.9)).toBeCloseTo(59, 4); // B
  });
  it('knows major from minor', () => {
    const ratio = (mode: 'minor' | 'major'): number => tuneRatio(held(61.1), 0, 0.3, { tonic: 9, mode });
    expect(hzToMidi(midiToHz(61.1) * ratio('major'))).toBeCloseTo(61, 4); // C sharp
    expect(hzToMidi(midiToHz(61.1) * ratio('minor'))).toBeCloseTo(62, 4);
  });
  it('moves no voice further than a semitone: no key has wider gaps than two', () => {
    for (let note = 45; note < 70; note += 0.13) {
      expect(Math.abs(tuned(note) - note)).toBeLessThanOrEqual(1 + 1e-4);
    }
  });
  it('leaves a note of the key alone, in every octave', () => {
    for (const note of [33, 45, 57, 69]) expect(tuneRatio(held(note), 0, 0.3, A_MINOR)).toBeCloseTo(1, 5);
  });
  it('takes the median of the voiced frames between two times', () => {
    const { hz, periodicity } = held(57.4);
    hz.fill(0, 0, 10).fill(midiToHz(80), 20);
    expect(tuneRatio({ hz, periodicity }, 0.05, 0.2, A_MINOR)).toBeCloseTo(2 ** (-0.4 / 12), 5);
  });
  it('leaves a voice without pitch alone, and asks about no time outside the track', () => {
    const silent = { hz: new Float32Array(30), periodicity: new Float32Array(30) };
    expect(tuneRatio(silent, 0, 0.3, A_MINOR)).toBe(1);
    expect(tuneRatio(held(57.4), -0.2, -0.1, A_MINOR)).toBe(1);
    expect(tuneRatio(held(57.4), 5, 6, A_MINOR)).toBe(1);
  });
});
