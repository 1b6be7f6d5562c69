import { describe, expect, it } from 'vitest';
import { phrasesOf, speechOf } from '../../../test/spoken-phrases.js';
import { unusedSpeech } from './left-out.js';

describe('unusedSpeech()', () => {
  it('is empty where every sound belongs to a syllable', () => {
    expect(unusedSpeech(speechOf(phrasesOf([5, 8])))).toEqual([]);
  });
  it('lists a sound that no syllable covers', () => {
    const speech = speechOf(phrasesOf([5, 8]));
    const end = Math.round(100 * speech.phrases[0]!.end);
    speech.levelDb.fill(-20, end + 12, end + 32);
    const [unused, ...more] = unusedSpeech(speech);
    expect(more).toEqual([]);
    expect(unused!.sourceStart).toBeCloseTo((end + 12) / 100, 9);
    expect(unused!.sourceEnd).toBeCloseTo((end + 32) / 100, 9);
    expect(unused!.reason).toMatch(/without a syllable/);
  });
  it('lists a sound that lasts to the very end', () => {
    const speech = speechOf(phrasesOf([5]));
    speech.levelDb.fill(-20, speech.levelDb.length - 20);
    expect(unusedSpeech(speech).at(-1)!.sourceEnd).toBeCloseTo(speech.levelDb.length / 100, 9);
  });
  it('passes over clicks shorter than 120 ms and what lies within 30 ms of a phrase', () => {
    const speech = speechOf(phrasesOf([5, 8]));
    const end = Math.round(100 * speech.phrases[0]!.end);
    speech.levelDb.fill(-20, end, end + 3);
    speech.levelDb.fill(-20, end + 20, end + 31);
    expect(unusedSpeech(speech)).toEqual([]);
  });
});
