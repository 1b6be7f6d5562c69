import { describe, expect, it } from 'vitest';
import { rmsDb, sine } from './block-processor.contract.js';
import { resample } from './resample.js';

/** The sine of known frequency in the middle of a sound: its level, its phase, and what is left beside it. */
function fitSine(samples: Float32Array, hz: number, sampleRate: number) {
  const [from, to] = [0.15, 0.85].map((share) => Math.floor(samples.length * share)) as [number, number];
  let [cc, cs, ss, yc, ys] = [0, 0, 0, 0, 0];
  const angle = (n: number): number => (2 * Math.PI * hz * n) / sampleRate;
  for (let n = from; n < to; n++) {
    const [c, s, y] = [Math.cos(angle(n)), Math.sin(angle(n)), samples[n]!];
    cc += c * c;
    cs += c * s;
    ss += s * s;
    yc += y * c;
    ys += y * s;
  }
  const [a, b] = [(yc * ss - ys * cs) / (cc * ss - cs * cs), (ys * cc - yc * cs) / (cc * ss - cs * cs)];
  let [rest, power] = [0, 0];
  for (let n = from; n < to; n++) {
    const fit = a * Math.cos(angle(n)) + b * Math.sin(angle(n));
    rest += (samples[n]! - fit) ** 2;
    power += fit * fit;
  }
  return {
    gainDb: 20 * Math.log10(2 * Math.sqrt(a * a + b * b)),
    phase: Math.atan2(a, b),
    snrDb: 10 * Math.log10(power / rest),
  };
}

const RATES: [from: number, to: number][] = [
  [44_100, 16_000],
  [48_000, 16_000],
  [16_000, 44_100],
  [44_100, 48_000],
  [48_000, 44_100],
  [44_100, 22_050],
  [44_100, 8000],
  [96_000, 44_100],
  [44_100, 44_100 * 2 ** (1 / 12)],
  [44_100, 44_100 / 1.3],
];
const SECONDS = 0.25;

describe('resample()', () => {
  describe.each(RATES)('from %f to %f Hz', (fromRate, toRate) => {
    const slower = Math.min(fromRate, toRate);
    const convert = (hz: number): Float32Array =>
      resample(sine(hz, 0.5, SECONDS, fromRate), fromRate, toRate);
    it('keeps tones clean to 100 dB, level to 0.05 dB and time to a millionth of a turn', () => {
      for (const hz of [997, 0.4 * slower, ...(0.408 * slower > 15_000 ? [15_000] : [])]) {
        const { gainDb, phase, snrDb } = fitSine(convert(hz), hz, toRate);
        expect(snrDb).toBeGreaterThan(100);
        expect(Math.abs(gainDb)).toBeLessThan(0.05);
        expect(Math.abs(phase)).toBeLessThan(2e-6 * Math.PI);
      }
    });
    it('leaves at most -90 dB of what the new rate cannot hold', () => {
      if (toRate >= fromRate) return;
      for (const hz of [0.505 * toRate, 0.55 * toRate, 0.475 * fromRate]) {
        const out = convert(hz);
        // the beginning and the end of a tone are no tone
        expect(rmsDb(out.subarray(out.length * 0.2, out.length * 0.8)) + 6).toBeLessThan(-90);
      }
    });
  });

  it('is flat within 0.05 dB to 18 kHz at 44.1 kHz', () => {
    for (const hz of [20, 5000, 12_000, 17_000, 18_000]) {
      expect(Math.abs(fitSine(resample(sine(hz, 0.5, 0.4), 44_100, 48_000), hz, 48_000).gainDb)).toBeLessThan(
        0.05,
      );
    }
  });
  it('gives round(length · to / from) samples', () => {
    for (const length of [0, 1, 2, 4410]) {
      for (const [fromRate, toRate] of RATES) {
        expect(resample(new Float32Array(length), fromRate, toRate).length).toBe(
          Math.round((length * toRate) / fromRate),
        );
      }
    }
  });
  it('keeps a pulse where it was', () => {
    const samples = new Float32Array(4410);
    samples[2205] = 1;
    const out = resample(samples, 44_100, 16_000);
    expect(out.indexOf(Math.max(...out))).toBe(800);
  });
  it('copies where the rates are equal', () => {
    const samples = sine(440, 0.5, 0.01);
    expect(resample(samples, 44_100, 44_100)).toEqual(samples);
    expect(resample(samples, 44_100, 44_100)).not.toBe(samples);
  });
  it('keeps a constant', () => {
    const out = resample(new Float32Array(4000).fill(0.5), 44_100, 16_000);
    expect(Math.max(...out.subarray(100, 1300).map((x) => Math.abs(x - 0.5)))).toBeLessThan(1e-5);
  });
  it('refuses a rate of 0', () => expect(() => resample(new Float32Array(1), 44_100, 0)).toThrow(RangeError));
});
