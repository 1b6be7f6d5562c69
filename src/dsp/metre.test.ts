import { describe, expect, it } from 'vitest';
import { chromagram } from './chroma.js';
import { drumLoop, PATTERNS } from './drum-loop.contract.js';
import { barPlaces, rankTempi } from './metre.js';
import { bandedFlux, FLUX_LEAD_SECONDS } from './spectral-flux.js';

describe('rankTempi()', () => {
  for (const [pattern, tempoBpm] of [
    ['boomBap', 88],
    ['rock', 116],
    ['old', 101],
    ['house', 126],
    ['trap', 140],
  ] as const) {
    it(`puts the tempo of ${pattern} first, and its half or double beside it`, () => {
      const { samples, sampleRate } = drumLoop(PATTERNS[pattern], { tempoBpm });
      const [first, ...others] = rankTempi(bandedFlux(samples, sampleRate));
      const octave = Math.log2(first!.tempoBpm / tempoBpm);
      // half of a half-time beat is as good a tempo
      expect(Math.abs(octave - (pattern === 'trap' ? Math.round(octave) : 0))).toBeLessThan(0.03);
      expect(first!.score).toBe(1);
      expect(
        others.some((other) => Math.abs(Math.abs(Math.log2(other.tempoBpm / first!.tempoBpm)) - 1) < 0.05),
      ).toBe(true);
    });
  }
  it('ranks nothing in silence', () => {
    expect(rankTempi(bandedFlux(new Float32Array(220_500), 22_050))).toEqual([]);
  });
});

describe('barPlaces()', () => {
  it('hears bars in chords alone', () => {
    const rate = 22_050;
    const period = 0.5;
    const samples = Float32Array.from({ length: 20 * rate }, (_, n) => {
      const beat = Math.floor(n / rate / period);
      const chord = [
        [57, 60, 64],
        [53, 57, 60],
        [48, 55, 64],
        [55, 59, 62],
      ][((beat + 1) >> 2) % 4]!; // changes on the 4th
      const t = n / rate - beat * period;
      return (
        chord.reduce(
          (sum, note) => sum + 0.1 * Math.sin(2 * Math.PI * 440 * 2 ** ((note - 69) / 12) * t),
          0,
        ) * Math.exp(-t)
      );
    });
    const beats = Float64Array.from({ length: 39 }, (_, n) => n * period - FLUX_LEAD_SECONDS);
    const evidence = {
      flux: bandedFlux(samples, rate),
      chroma: chromagram(samples, rate),
      firstSoundSeconds: beats[0]!,
    };
    const places = barPlaces(beats, evidence);
    expect(places.indexOf(Math.max(...places))).toBe(12);
  });
});
