import { describe, expect, it } from 'vitest';
import { speakSyllables, syllableTrain } from '../../test/synthetic-voice.js';
import { VOWEL_HOP_SECONDS, type VowelCurves, vowelCurves } from './vowel-net.js';

const syllables = syllableTrain(8, 0.24, 0.6, 4);
const speech = speakSyllables(syllables, 3.4);

const mean = (curve: Float32Array, from: number, to: number): number => {
  const part = curve.subarray(Math.round(from / VOWEL_HOP_SECONDS), Math.round(to / VOWEL_HOP_SECONDS));
  return part.reduce((sum, p) => sum + p, 0) / part.length;
};

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, x, t) => Math.max(most, Math.abs(x - b[t]!)), 0);

describe('vowelCurves()', () => {
  const { vowel, onset } = vowelCurves(speech, 16_000);
  it('has one probability per hop', () => {
    expect(vowel).toHaveLength(341);
    expect(onset).toHaveLength(341);
    for (const p of [...vowel, ...onset]) expect(p >= 0 && p <= 1).toBe(true);
  });
  it('is high within vowels and low in the pauses around them', () => {
    const within = syllables.map(({ atSeconds, vowelSeconds }) =>
      mean(vowel, atSeconds + 0.02, atSeconds + 0.7 * vowelSeconds),
    );
    expect(Math.min(...within)).toBeGreaterThan(0.5);
    const end = syllables.at(-1)!.atSeconds + syllables.at(-1)!.vowelSeconds + 0.15;
    expect(mean(vowel, 0, 0.4)).toBeLessThan(0.1);
    expect(mean(vowel, end, 3.4)).toBeLessThan(0.1);
  });
  it('sees onsets where vowels begin, not in their middle', () => {
    for (const { atSeconds, vowelSeconds } of syllables) {
      const begin = Math.max(
        ...onset.subarray(Math.round(100 * atSeconds) - 6, Math.round(100 * atSeconds) + 7),
      );
      expect(begin).toBeGreaterThan(2 * onset[Math.round(100 * (atSeconds + 0.75 * vowelSeconds))]!);
    }
  });
  it('is the same for a voice 40 dB softer', () => {
    const soft = vowelCurves(
      speech.map((x) => 0.01 * x),
      16_000,
    );
    expect(furthest(soft.vowel, vowel)).toBeLessThan(0.02);
    expect(furthest(soft.onset, onset)).toBeLessThan(0.02);
  });
  it('gives numbers for silence, for one sample and for none', () => {
    for (const length of [0, 1, 4000]) {
      const curves: VowelCurves = vowelCurves(new Float32Array(length), 16_000);
      expect(curves.vowel).toHaveLength(Math.floor(length / 160) + 1);
      for (const p of [...curves.vowel, ...curves.onset]) expect(Number.isFinite(p)).toBe(true);
    }
  });
});
