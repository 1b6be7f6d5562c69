import { describe, expect, it } from 'vitest';
import { phrasesOf } from '../../../test/spoken-phrases.js';
import { RapgoError } from '../errors.js';
import {
  alignWords,
  checkTranscriptFits,
  countSyllables,
  findWords,
  readTranscript,
  type TranscriptWord,
} from './transcript.js';

/** Words of recorded sentences, counted by hand. */
const COUNTED: Readonly<Record<number, string>> = {
  1: `and so my ask not what your can do for you had then how much there might be in his to them is at ill he
    a more was made still than go ten been John`,
  2: 'fellow country mister Dashwood leisure unless selfish hearted disposed married woman forward meters power rather',
  3: 'consider prudently together',
  4: 'Americans amiable respectable',
};

const words = (text: string): TranscriptWord[] => readTranscript(text);

/** Words by syllable, `-` going on. */
const aligned = (text: string, counts: readonly number[]): string =>
  [...alignWords(words(text), phrasesOf(counts)).values()].join(' ');

describe('readTranscript()', () => {
  it('takes words without the marks around them', () => {
    expect(readTranscript('“Ask not,” he said — don’t ask!').map(({ text }) => text)).toEqual([
      'Ask',
      'not',
      'he',
      'said',
      'don’t',
      'ask',
    ]);
  });
  it('takes words over line ends, and none from marks and spaces', () => {
    expect(readTranscript(' one\n\n\ttwo ').map(({ text }) => text)).toEqual(['one', 'two']);
    expect(readTranscript(' … \n—')).toEqual([]);
  });
  it('reads letters of any language', () => {
    expect(readTranscript('für élan vital, привет').map(({ text }) => text)).toEqual([
      'für',
      'élan',
      'vital',
      'привет',
    ]);
  });
});

describe('countSyllables()', () => {
  const counted = Object.entries(COUNTED).flatMap(([count, list]) =>
    list.split(/\s+/).map((word) => ({ word, count: Number(count) })),
  );
  it('counts nine of ten words as a person does', () => {
    const wrong = counted.filter(({ word, count }) => countSyllables(word) !== count);
    expect(counted.length).toBeGreaterThanOrEqual(55);
    expect(wrong.length).toBeLessThanOrEqual(0.1 * counted.length);
  });
  it('counts whole sentences to within a tenth', () => {
    for (const [sentence, count] of [
      ['and so my fellow Americans ask not what your country can do for you', 19],
      [
        'and mister john dashwood had then leisure to consider how much there might be prudently in his power',
        26,
      ],
      ['unless to be rather cold hearted and rather selfish is to be ill disposed', 20],
      ['had he married a more amiable woman he might have been made still more respectable than he was', 26],
    ] as const) {
      const sum = words(sentence).reduce((total, { syllables }) => total + syllables, 0);
      expect(Math.abs(sum - count)).toBeLessThanOrEqual(0.1 * count);
    }
  });
  it('hears no silent e and every sounded one', () => {
    const ones = ['make', 'makes', 'used', 'the', 'there'];
    const twos = ['table', 'wanted', 'houses', 'watches', 'little'];
    expect(ones.map(countSyllables)).toEqual([1, 1, 1, 1, 1]);
    expect(twos.map(countSyllables)).toEqual([2, 2, 2, 2, 2]);
  });
  it('knows what people say every day', () => {
    const counted = {
      1: 'whole while smile rule sea make hour',
      2: 'going doing being saying trying people something sometimes apples tables quiet science social special',
      3: 'idea area video radio somebody',
    };
    for (const [count, list] of Object.entries(counted)) {
      for (const word of list.split(' ')) expect(`${word} ${countSyllables(word)}`).toBe(`${word} ${count}`);
    }
  });
  it('counts vowels, not groups of them, where a language says each', () => {
    expect(['моя', 'твоя', 'идея', 'дом'].map(countSyllables)).toEqual([2, 2, 3, 1]);
  });
  it('gives every word at least one', () => {
    for (const word of ['hmm', 'TV', '42', 'b', '東京'])
      expect(countSyllables(word)).toBeGreaterThanOrEqual(1);
  });
  it('does not care about capitals and accents', () => {
    expect(countSyllables('CAFÉ')).toBe(2);
    expect(countSyllables('Élan')).toBe(countSyllables('elan'));
  });
});

describe('checkTranscriptFits()', () => {
  const spoken = words('go forward ten meters'); // six syllables
  it('lets a count pass that is about right', () => {
    for (const heard of [3, 6, 10]) expect(() => checkTranscriptFits(spoken, heard)).not.toThrow();
  });
  it('refuses words of another recording, and none', () => {
    for (const [transcript, heard] of [
      [spoken, 40],
      [spoken, 0],
      [words('word '.repeat(100)), 40],
      [[], 6],
    ] as const) {
      expect(() => checkTranscriptFits(transcript, heard)).toThrow(RapgoError);
    }
  });
});

describe('alignWords()', () => {
  it('gives every syllable its word where the counts agree', () => {
    expect(aligned('go forward ten meters', [6])).toBe('go forward - ten meters -');
  });
  it('gives every syllable a word, in order, whatever was heard', () => {
    const text =
      'had he married a more amiable woman he might have been made still more respectable than he was';
    for (const counts of [[26], [13, 13], [20], [9, 4, 17], [30], [5, 5, 5, 5, 5, 5]]) {
      const map = alignWords(words(text), phrasesOf(counts));
      const total = counts.reduce((sum, n) => sum + n, 0);
      expect([...map.keys()]).toEqual(Array.from({ length: total }, (_, i) => i));
      const said = [...map.values()].filter((word) => word !== '-');
      let at = -1;
      for (const word of said) at = text.split(' ').indexOf(word, at + 1);
      expect(at).toBeGreaterThanOrEqual(0); // found in this order, none left over
      expect(map.get(0)).not.toBe('-');
    }
  });
  it('ends words at pauses', () => {
    // one syllable too many was heard: it belongs to the word before the pause, none goes on after it
    expect(aligned('forward meters', [3, 2])).toBe('forward - - meters -');
    expect(aligned('forward meters', [2, 3])).toBe('forward - meters - -');
  });
  it('keeps words too swift to be heard apart', () => {
    for (const counts of [[4], [2], [1], [1, 1, 1]]) {
      const heard = aligned('if I am to go then so be it', counts).replaceAll(/ -/g, '');
      expect(heard).toBe('if I am to go then so be it');
    }
  });
  it('has nothing to say about silence', () => expect(alignWords(words('one two'), []).size).toBe(0));
});

describe('findWords()', () => {
  const map = alignWords(words('Go forward, ten meters; go on ten meters'), phrasesOf([6, 5]));
  it('finds the first place, capitals and marks aside', () => {
    expect(findWords('TEN meters!', map)).toEqual({ from: 3, to: 5 });
    expect(findWords('go on', map)).toEqual({ from: 6, to: 7 });
  });
  it('reaches to the last syllable of the last word', () => {
    expect(findWords('on ten meters', map)).toEqual({ from: 7, to: 10 });
  });
  it('finds words that share a syllable with others', () => {
    const few = alignWords(words('if I am to go then so be it'), phrasesOf([4]));
    for (const wanted of ['if I am', 'am to', 'so be it', 'it']) {
      const { from, to } = findWords(wanted, few);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(3);
    }
  });
  it('refuses words that do not follow each other there, and no words', () => {
    for (const wanted of ['meters ten', 'on forward', 'go away', '', '…']) {
      expect(() => findWords(wanted, map)).toThrow(RapgoError);
    }
  });
});
