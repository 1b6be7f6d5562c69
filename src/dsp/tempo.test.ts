import { describe, expect, it } from 'vitest';
import { measureRepetition, tempoCandidates } from './tempo.js';

/** Frames at 100 per second with a pulse at each of the times. */
function pulses(seconds: number, times: readonly number[]): Float32Array {
  const frames = new Float32Array(100 * seconds);
  for (const time of times) frames[Math.round(100 * time)] = 1;
  return frames;
}
const every = (period: number, seconds: number): number[] =>
  Array.from({ length: Math.floor(seconds / period) }, (_, n) => n * period);

describe('tempoCandidates()', () => {
  for (const tempo of [61.5, 93, 140, 171]) {
    it(`lists ${tempo} BPM for a pulse train of that tempo`, () => {
      const repeats = measureRepetition(pulses(30, every(60 / tempo, 29)), 100);
      const tempi = tempoCandidates(repeats).map(({ tempoBpm }) => tempoBpm);
      expect(Math.min(...tempi.map((found) => Math.abs(found / tempo - 1)))).toBeLessThan(0.015);
    });
  }
  it('finds a tempo that drifts by 3 %', () => {
    const times = [0];
    while (times.at(-1)! < 58) times.push(times.at(-1)! + 0.5 * (1 + 0.03 * Math.sin(times.at(-1)! / 5)));
    const tempi = tempoCandidates(measureRepetition(pulses(60, times), 100)).map(({ tempoBpm }) => tempoBpm);
    expect(Math.min(...tempi.map((found) => Math.abs(found / 120 - 1)))).toBeLessThan(0.035);
  });
  it('is empty where nothing happens or there is too little of it', () => {
    expect(tempoCandidates(measureRepetition(new Float32Array(3000), 100))).toEqual([]);
    expect(tempoCandidates(measureRepetition(new Float32Array(3000).fill(0.5), 100))).toEqual([]);
    expect(tempoCandidates(measureRepetition(pulses(1, [0.2, 0.7]), 100))).toEqual([]);
  });
  it('refuses an empty range', () => {
    expect(() => tempoCandidates(() => 0, { minTempoBpm: 100, maxTempoBpm: 90 })).toThrow(RangeError);
    expect(() => measureRepetition(new Float32Array(300), 0)).toThrow(RangeError);
  });
});

describe('measureRepetition()', () => {
  it('is near 1 at the tempo of a pulse train and low beside it', () => {
    const repeats = measureRepetition(pulses(30, every(0.6, 29)), 100);
    expect(repeats(100)).toBeGreaterThan(0.9);
    expect(repeats(87)).toBeLessThan(0.2);
  });
});
