import { describe, expect, it } from 'vitest';
import { SpectralEnvelope } from './spectral-envelope.js';

const RATE = 44_100;
const BINS = 1537;
const BIN_HZ = RATE / 2 / (BINS - 1);

/** Height of two formants at a frequency, nepers. */
const outline = (hz: number): number =>
  Math.log(1 / (1 + ((hz - 700) / 150) ** 2) + 0.5 / (1 + ((hz - 1800) / 250) ** 2) + 0.01);

/** Power of harmonics under that outline, each as wide as a window makes it. */
function harmonics(f0: number): Float32Array {
  return Float32Array.from({ length: BINS }, (_, k) => {
    const hz = k * BIN_HZ;
    const nearest = Math.max(1, Math.round(hz / f0)) * f0;
    const lobe = Math.exp(-(((hz - nearest) / 20) ** 2));
    return (Math.exp(outline(nearest)) * lobe) ** 2;
  });
}

describe('SpectralEnvelope', () => {
  for (const f0 of [100, 147, 210]) {
    it(`follows the tops of harmonics of ${f0} Hz, to 5 dB`, () => {
      const envelope = new SpectralEnvelope(RATE);
      envelope.find(harmonics(f0));
      for (let h = 2; h * f0 < 2500; h++) {
        expect(Math.abs(envelope.at(h * f0) - outline(h * f0)) * 8.686).toBeLessThan(5);
      }
    });
  }
  it('goes straight between harmonics, not down into the gaps', () => {
    const envelope = new SpectralEnvelope(RATE);
    envelope.find(harmonics(100));
    for (let hz = 450; hz < 1000; hz += 100) {
      expect((envelope.at(hz) - outline(hz)) * 8.686).toBeGreaterThan(-6);
    }
  });
  it('tells voices from noise', () => {
    expect(new SpectralEnvelope(RATE).find(harmonics(120))).toBe(true);
    expect(new SpectralEnvelope(RATE).find(new Float32Array(BINS).fill(1))).toBe(false);
  });
  it('is flat for white noise, and finite for silence', () => {
    const envelope = new SpectralEnvelope(RATE);
    envelope.find(new Float32Array(BINS).fill(2));
    expect(envelope.at(300)).toBeCloseTo(envelope.at(15_000), 6);
    expect(envelope.at(-5)).toBeCloseTo(envelope.at(1e6), 6);
    envelope.find(new Float32Array(BINS));
    expect(Number.isFinite(envelope.at(1000))).toBe(true);
  });
});
