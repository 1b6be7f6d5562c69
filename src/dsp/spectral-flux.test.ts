import { describe, expect, it } from 'vitest';
import { add, kick } from './drum-loop.contract.js';
import { bandedFlux, FLUX_LEAD_SECONDS } from './spectral-flux.js';

const RATE = 22_050;
const bright = (gain: number) => (t: number) => gain * Math.sin(2 * Math.PI * 5000 * t) * Math.exp(-t / 0.05);

function play(...hits: [seconds: number, sound: (seconds: number) => number][]): Float32Array {
  const samples = new Float32Array(3 * RATE);
  for (const [seconds, sound] of hits) add(samples, RATE, seconds, sound);
  return samples;
}
const peakNear = (values: Float32Array, seconds: number): number =>
  Math.max(...values.subarray(Math.round(100 * seconds) - 5, Math.round(100 * seconds) + 5));

describe('bandedFlux()', () => {
  it('is zero for silence and for what is not a number', () => {
    for (const value of [0, Number.NaN]) {
      const { activation, lowAccent, snapAccent } = bandedFlux(new Float32Array(RATE).fill(value), RATE);
      expect(activation).toHaveLength(100);
      for (const values of [activation, lowAccent, snapAccent]) expect(Math.max(...values)).toBe(0);
    }
  });
  it('peaks at onsets, as early as it says', () => {
    const { activation } = bandedFlux(play([0.5, kick()], [1.2, kick()], [2.1, kick()]), RATE);
    for (const seconds of [0.5, 1.2, 2.1]) {
      const from = Math.round(100 * seconds) - 10;
      const peak = activation.subarray(from, from + 20).indexOf(peakNear(activation, seconds)) + from;
      expect(Math.abs(peak / 100 + FLUX_LEAD_SECONDS - seconds)).toBeLessThan(0.012);
    }
  });
  it('tells kicks from what snaps, and loud from soft', () => {
    const { lowAccent, snapAccent } = bandedFlux(
      play([0.5, kick()], [1.2, bright(0.8)], [2.1, bright(0.2)]),
      RATE,
    );
    expect(peakNear(lowAccent, 0.5)).toBeGreaterThan(20 * peakNear(lowAccent, 1.2));
    expect(peakNear(snapAccent, 1.2)).toBeGreaterThan(3 * peakNear(snapAccent, 2.1));
  });
  it('hears a new note, not a vibrato', () => {
    const voice = Float32Array.from({ length: 4 * RATE }, (_, n) => {
      const t = n / RATE;
      const hz = t < 2 ? 440 : 660; // a quarter-tone of vibrato, six times a second
      return 0.5 * Math.sin(2 * Math.PI * hz * t + 2 * Math.sin(2 * Math.PI * 6 * t));
    });
    const { activation } = bandedFlux(voice, RATE);
    expect(peakNear(activation, 2)).toBeGreaterThan(0.9);
    expect(Math.max(...activation.subarray(50, 180))).toBeLessThan(0.25);
  });
  it('refuses a sample rate that is not above 0', () => {
    expect(() => bandedFlux(new Float32Array(1), 0)).toThrow(RangeError);
  });
});
