import { describe, expect, it } from 'vitest';
import { type SpokenSyllable, speakSyllables, syllableTrain } from '../../test/synthetic-voice.js';
import { analyseSpeech, hearPCentres, mapSpeech, type SpeechMap, speechFeatures } from './analyse-speech.js';

/** Three phrases of 6, 5 and 7 syllables with pauses of about 0.6 s. */
function threePhrases(seed: number): SpokenSyllable[] {
  const first = syllableTrain(6, 0.22, 0.5, seed);
  const second = syllableTrain(5, 0.25, first.at(-1)!.atSeconds + 0.75, seed + 50);
  return [...first, ...second, ...syllableTrain(7, 0.2, second.at(-1)!.atSeconds + 0.75, seed + 90)];
}

const spoken = threePhrases(1);
const SECONDS = spoken.at(-1)!.atSeconds + 0.6;
const speech = speakSyllables(spoken, SECONDS);
const map = analyseSpeech(speech, 16_000);

const counts = ({ phrases }: SpeechMap): number[] => phrases.map(({ syllables }) => syllables.length);
const centres = ({ phrases }: SpeechMap): number[] =>
  phrases.flatMap(({ syllables }) => syllables.map(({ pCentre }) => pCentre));

describe('analyseSpeech()', () => {
  it('cuts phrases at pauses', () => {
    for (const seed of [1, 2, 3]) {
      const sound = speakSyllables(threePhrases(seed), SECONDS, 16_000, seed);
      expect(counts(analyseSpeech(sound, 16_000))).toEqual([6, 5, 7]);
    }
  });
  it('finds P-centres within 10 ms', () => {
    centres(map).forEach((centre, i) => {
      expect(Math.abs(centre - spoken[i]!.atSeconds)).toBeLessThan(0.01);
    });
  });
  it('puts syllables side by side, each around its P-centre', () => {
    for (const { start, end, syllables } of map.phrases) {
      expect(syllables[0]!.start).toBe(start);
      expect(syllables.at(-1)!.end).toBe(end);
      syllables.forEach((syllable, i) => {
        expect(syllable.start).toBeLessThan(syllable.pCentre);
        expect(syllable.pCentre).toBeLessThan(syllable.end);
        if (i > 0) expect(syllable.start).toBe(syllables[i - 1]!.end);
      });
    }
    const [first, second] = map.phrases;
    expect(second!.start - first!.end).toBeGreaterThan(0.4);
  });
  it('gives a syllable some length however soft it is', () => {
    const soft = new Float32Array(32_000);
    soft.set(speech.subarray(8000, 10_000), 4000);
    const vowels = { vowel: new Float32Array(201).fill(0.9), onset: new Float32Array(201).fill(0.01) };
    for (const frame of [28, 70, 130]) vowels.onset.fill(0.9, frame, frame + 1);
    const { f0 } = speechFeatures(soft);
    const found = mapSpeech(soft, { vowels, f0 }).phrases;
    expect(found.length).toBeGreaterThan(1);
    for (const { start, pCentre, end } of found.flatMap(({ syllables }) => syllables)) {
      expect(start).toBeLessThanOrEqual(pCentre);
      expect(end).toBeGreaterThanOrEqual(pCentre + 0.03);
    }
  });
  it('begins a phrase with its consonants and ends it with its last vowel', () => {
    const { start, end } = map.phrases[0]!;
    const [first, last] = [spoken[0]!, spoken[5]!];
    expect(start).toBeLessThan(first.atSeconds - 0.01);
    expect(start).toBeGreaterThan(first.atSeconds - 0.12);
    expect(Math.abs(end - (last.atSeconds + last.vowelSeconds))).toBeLessThan(0.06);
  });
  it('hears pitch: of every vowel and the voice as a whole', () => {
    map.phrases
      .flatMap(({ syllables }) => syllables)
      .forEach(({ f0Hz }, i) => {
        expect(Math.abs(f0Hz! / spoken[i]!.f0Hz - 1)).toBeLessThan(0.08); // it falls within a vowel
      });
    const pitches = spoken.map(({ f0Hz }) => f0Hz).sort((a, b) => a - b);
    expect(Math.abs(map.medianF0Hz! / pitches[9]! - 1)).toBeLessThan(0.08);
  });
  it('gives the most stress to the syllable that was said loudest', () => {
    const loud = spoken.map((syllable, i) => (i === 2 ? { ...syllable, levelDb: 8 } : syllable));
    const { stress } = analyseSpeech(speakSyllables(loud, SECONDS), 16_000).phrases[0]!.syllables[2]!;
    const others = map.phrases[0]!.syllables.map((syllable) => syllable.stress);
    expect(stress).toBeGreaterThan(others[2]!);
    expect(stress).toBeGreaterThan(0.6);
  });
  it('finds the same at other rates and levels', () => {
    const cases: [Float32Array, number][] = [
      [speakSyllables(spoken, SECONDS, 44_100), 44_100],
      [speakSyllables(spoken, SECONDS, 22_050), 22_050],
      [speech.map((x) => 0.02 * x), 16_000],
    ];
    for (const [sound, rate] of cases) {
      const found = analyseSpeech(sound, rate);
      expect(counts(found)).toEqual(counts(map));
      centres(found).forEach((centre, i) => {
        expect(Math.abs(centre - centres(map)[i]!)).toBeLessThan(0.01);
      });
    }
  });
  it('finds nothing in silence, in one sample and in none', () => {
    for (const length of [0, 1, 16_000]) {
      const { phrases, medianF0Hz } = analyseSpeech(new Float32Array(length), 16_000);
      expect(phrases).toEqual([]);
      expect(medianF0Hz).toBeNull();
    }
  });
});

describe('hearPCentres()', () => {
  it('gives the instants of analyseSpeech()', () => {
    expect([...hearPCentres(speech, 16_000)]).toEqual(centres(map));
  });
});

describe('mapSpeech()', () => {
  it('comes as near as it can to the count of a transcript', () => {
    const features = speechFeatures(speech);
    expect(centres(mapSpeech(speech, features, 18))).toHaveLength(18);
    const fewer = centres(mapSpeech(speech, features, 15)).length;
    expect(fewer).toBeLessThan(18);
    expect(fewer).toBeGreaterThanOrEqual(13);
  });
});
