import { describe, expect, it } from 'vitest';
import { createLimiterGain } from './limiter-gain.js';
import { createRandom } from './random.js';

const OPTIONS = { length: 64, lookAheadLength: 20, releaseLength: 400, ceiling: 0.5 };

/** Gains for a row of peaks, shifted back so that gain n belongs to sample n. */
function gainsFor(peaks: readonly number[]): number[] {
  const gain = createLimiterGain(OPTIONS);
  const out: number[] = [];
  for (let n = 0; n < peaks.length + 2 * OPTIONS.length; n += OPTIONS.length) {
    const part = Float64Array.from({ length: OPTIONS.length }, (_, k) => peaks[n + k] ?? 0);
    const gains = gain.next(part.some((peak) => peak > OPTIONS.ceiling) ? part : undefined);
    out.push(...(gains ?? new Array<number>(OPTIONS.length).fill(1)));
  }
  return out.slice(gain.latencyLength, gain.latencyLength + peaks.length);
}

const peakAt = (place: number, level: number): number[] =>
  Array.from({ length: 2000 }, (_, n) => (n === place ? level : 0));

describe('createLimiterGain()', () => {
  it('lets no peak through at either end of its gap', () => {
    const random = createRandom(3);
    const peaks = Array.from({ length: 4000 }, () => (random() < 0.01 ? 0.5 + 3 * random() : 0));
    const gains = gainsFor(peaks);
    peaks.slice(0, -1).forEach((peak, n) => {
      if (peak > 0) expect(peak * Math.max(gains[n]!, gains[n + 1]!)).toBeLessThanOrEqual(0.5);
    });
  });
  it('begins to fall one look-ahead before a peak and is back after it', () => {
    const gains = gainsFor(peakAt(500, 1));
    expect(gains[470]).toBe(1);
    expect(gains[500]).toBeCloseTo(0.5, 6);
    expect(gains[500 + 6 + OPTIONS.releaseLength + 20]).toBeGreaterThan(0.94);
    expect(gains[1999]).toBeGreaterThan(0.999);
  });
  it('moves without a jump', () => {
    const gains = gainsFor(peakAt(500, 1));
    const steps = gains.slice(1).map((gain, n) => Math.abs(gain - gains[n]!));
    expect(Math.max(...steps)).toBeLessThan((2 * 0.5) / (OPTIONS.lookAheadLength / 2));
  });
  it('is exactly 1 again in the end', () => {
    expect(gainsFor([...peakAt(500, 1), ...new Array<number>(8000).fill(0)]).at(-1)).toBe(1);
  });
});
