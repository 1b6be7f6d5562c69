import { describe, expect, it } from 'vitest';
import { barFits, followBars, type SlotAccents, slotAccents } from './downbeat.js';
import { drumLoop, PATTERNS } from './drum-loop.contract.js';
import { bandedFlux, FLUX_LEAD_SECONDS } from './spectral-flux.js';

/** Accents of a loop, its first beat `skipped` beats late. */
function accentsOf(pattern: keyof typeof PATTERNS, tempoBpm: number, skipped = 0): SlotAccents {
  const { samples, sampleRate, beats } = drumLoop(PATTERNS[pattern], { tempoBpm });
  const onFluxClock = Float64Array.from(beats.slice(skipped), (beat) => beat - FLUX_LEAD_SECONDS);
  return slotAccents(bandedFlux(samples, sampleRate), onFluxClock);
}
const largest = (values: Float64Array): number => values.indexOf(Math.max(...values));

/** Accents of bars with a kick on the first and a snare on the second and fourth beat, one after another. */
function bars(...beatsOfEach: number[]): SlotAccents {
  const beats = beatsOfEach.flatMap((count) => [0, 1, 2, 3, 0, 1, 2, 3].slice(0, count));
  const slots = (value: (place: number) => number): Float32Array =>
    Float32Array.from({ length: 4 * beats.length }, (_, s) => (s % 4 === 0 ? value(beats[s >> 2]!) : -0.5));
  return {
    onset: slots((place) => [1.5, 1, -0.5, 1][place]!),
    low: slots((place) => (place === 0 ? 3 : -0.5)),
    snap: slots((place) => (place % 2 === 1 ? 2 : -0.5)),
  };
}

describe('barFits()', () => {
  for (const [pattern, tempoBpm] of [
    ['boomBap', 90],
    ['west', 96],
    ['trap', 140],
    ['funk', 104],
  ] as const) {
    it(`begins the bar of ${pattern} where its pattern begins`, () => {
      const fits = barFits(accentsOf(pattern, tempoBpm));
      expect(largest(fits)).toBe(0);
      expect(Math.max(...fits)).toBeGreaterThan(0.3);
      expect(largest(barFits(accentsOf(pattern, tempoBpm, 1)))).toBe(12);
    });
  }
  it('fits nothing where there are no accents', () => {
    const none = new Float32Array(64);
    expect(Math.max(...barFits({ onset: none, low: none, snap: none }))).toBe(0);
  });
});

describe('followBars()', () => {
  it('follows a bar of two beats', () => {
    const accents = bars(...new Array(16).fill(4), 2, ...new Array(16).fill(4));
    const starts = [...followBars(accents, [0.5, 0, 0.48, 0])];
    expect(starts.slice(0, 16)).toEqual(Array.from({ length: 16 }, (_, n) => 4 * n));
    expect(starts.slice(-16)).toEqual(Array.from({ length: 16 }, (_, n) => 66 + 4 * n));
  });
  it('keeps to what is best on the whole where the drums say nothing', () => {
    const none = new Float32Array(64);
    expect([...followBars({ onset: none, low: none, snap: none }, [0, 0.1, 0, 0])]).toEqual([1, 5, 9, 13]);
  });
});

describe('slotAccents()', () => {
  it('is empty for fewer than two beats', () => {
    const flux = bandedFlux(new Float32Array(1000), 22_050);
    expect(slotAccents(flux, Float64Array.of(0)).onset).toHaveLength(0);
  });
});
