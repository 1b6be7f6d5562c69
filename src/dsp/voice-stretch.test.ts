import { describe, expect, it } from 'vitest';
import { speakVowel } from '../../test/synthetic-voice.js';
import { createTimeMap, type TimeMap } from './time-map.js';
import { stretchVoice } from './voice-stretch.js';

const RATE = 44_100;

const evenMap = (length: number, ratio: number): TimeMap =>
  createTimeMap([
    [0, 0],
    [length, length * ratio],
  ]);

const stretchEvenly = (samples: Float32Array, ratio: number, rate = RATE): Float32Array =>
  stretchVoice(samples, rate, evenMap(samples.length, ratio), Math.round(samples.length * ratio));

/** Mean of peak over RMS in blocks of 50 ms, dB. */
function crestDb(samples: Float32Array): number {
  const block = Math.round(0.05 * RATE);
  const crests: number[] = [];
  for (let start = 2 * block; start + block < samples.length - 2 * block; start += block) {
    const part = samples.subarray(start, start + block);
    const energy = part.reduce((sum, x) => sum + x * x, 0);
    crests.push(20 * Math.log10(Math.max(...part.map(Math.abs)) / Math.sqrt(energy / block)));
  }
  return crests.reduce((sum, crest) => sum + crest, 0) / crests.length;
}

const energyOf = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0);

/** Whether every sample is the same; quicker than a comparison that could show the difference. */
const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((x, n) => x === b[n]);

describe('stretchVoice()', () => {
  it('copies the bits where the map is the identity', () => {
    const voice = speakVowel(10_000, RATE, 0, () => 110);
    const out = stretchVoice(voice, RATE, evenMap(voice.length, 1), voice.length);
    expect(isSame(out, voice)).toBe(true);
    expect(out).not.toBe(voice);
  });
  it('only delays where the map only delays', () => {
    const voice = speakVowel(20_000, RATE, 0, () => 110);
    const out = stretchVoice(voice, RATE, createTimeMap([[0, 777]]), 21_000);
    const off = voice.subarray(2048, 18_000).map((x, n) => Math.abs(out[n + 2048 + 777]! - x));
    expect(Math.max(...off)).toBeLessThan(1e-5);
  });
  for (const ratio of [0.35, 0.5, 0.9, 1.1, 1.77, 3]) {
    it(`returns exactly the length it was asked for at ratio ${ratio}`, () => {
      for (const length of [1, 500, 4096, 9999]) {
        const wanted = Math.round(length * ratio);
        expect(
          stretchEvenly(
            speakVowel(length, RATE, 1, () => 120),
            ratio,
          ),
        ).toHaveLength(wanted);
      }
    });
  }
  it('leaves silence silent', () => {
    for (const ratio of [0.5, 2]) expect(energyOf(stretchEvenly(new Float32Array(8000), ratio))).toBe(0);
  });
  it('keeps the level', () => {
    const voice = speakVowel(RATE / 2, RATE, 2, () => 130);
    for (const ratio of [0.6, 1.5, 2.5]) {
      const gainDb = 10 * Math.log10(energyOf(stretchEvenly(voice, ratio)) / (ratio * energyOf(voice)));
      expect(Math.abs(gainDb)).toBeLessThan(0.5);
    }
  });
  for (const [f0, vowel] of [
    [100, 0],
    [190, 1],
  ] as const) {
    it(`keeps the shape of a voice's pulses at ${f0} Hz`, () => {
      const voice = speakVowel(RATE, RATE, vowel, (t) => f0 * (1 + 0.3 * t));
      const before = crestDb(voice);
      for (const ratio of [0.6, 0.8, 1.25, 1.6, 2]) {
        expect(Math.abs(crestDb(stretchEvenly(voice, ratio)) - before)).toBeLessThan(0.7);
      }
    });
  }
  it('gives numbers for any sound: offsets, squares, single samples, less than a window, nothing', () => {
    const sounds = [
      new Float32Array(5000).fill(0.5),
      Float32Array.from({ length: 5000 }, (_, n) => (n % 100 < 50 ? 1 : -1)),
      Float32Array.from({ length: 5000 }, (_, n) => (n === 2500 ? 1 : 0)),
      Float32Array.from({ length: 5000 }, () => 1e-30),
      speakVowel(300, RATE, 0, () => 110),
      Float32Array.of(0.3),
      new Float32Array(0),
    ];
    for (const sound of sounds) {
      for (const ratio of [0.4, 1.3, 2.7]) {
        const map = createTimeMap([
          [0, 0],
          [5000, 5000 * ratio],
        ]);
        const out = stretchVoice(sound, RATE, map, Math.round(5000 * ratio));
        expect(out.every((x) => Math.abs(x) < 4)).toBe(true); // false for NaN too
      }
    }
  });
  it('leaves silence where the map reaches beyond the sound', () => {
    const voice = speakVowel(8000, RATE, 0, () => 110);
    const out = stretchVoice(voice, RATE, createTimeMap([[0, 6000]]), 24_000);
    expect(energyOf(out.subarray(0, 4900))).toBeLessThan(1e-20);
    expect(energyOf(out.subarray(16_000))).toBeLessThan(1e-20);
    expect(energyOf(out)).toBeGreaterThan(0.8 * energyOf(voice));
  });
  it('works at the rates of other machines', () => {
    for (const rate of [8000, 16_000, 48_000, 96_000]) {
      const voice = speakVowel(rate / 4, rate, 0, () => 120);
      const out = stretchEvenly(voice, 1.5, rate);
      expect(Math.abs(10 * Math.log10(energyOf(out) / (1.5 * energyOf(voice))))).toBeLessThan(0.7);
    }
  });
});
