import { describe, expect, it } from 'vitest';
import { beatsOfLine, fitLine, robustLine } from './beat-line.js';
import { createRandom } from './random.js';

describe('fitLine()', () => {
  it('finds the line of beats that were rounded to frames', () => {
    const beats = Float64Array.from(
      { length: 300 },
      (_, n) => Math.round(100 * (0.4 + (n * 60) / 140)) / 100,
    );
    const { startSeconds, periodSeconds, spreadSeconds } = fitLine(beats);
    expect(60 / periodSeconds).toBeCloseTo(140, 2);
    expect(startSeconds).toBeCloseTo(0.4, 2);
    expect(spreadSeconds).toBeLessThan(0.005);
  });
  it('does not mind a track that jumped by half a beat', () => {
    const beats = Float64Array.from({ length: 200 }, (_, n) => 0.5 * n + (n > 80 ? 0.25 : 0));
    const { periodSeconds, spreadSeconds } = fitLine(beats);
    expect(periodSeconds).toBeCloseTo(0.5, 3);
    expect(spreadSeconds).toBeLessThan(0.01);
  });
  it('has a wide spread for a tempo that drifts', () => {
    const beats = new Float64Array(200);
    for (let n = 1; n < 200; n++) beats[n] = beats[n - 1]! + 0.5 * (1 + 0.02 * Math.sin(n / 20));
    expect(fitLine(beats).spreadSeconds).toBeGreaterThan(0.05);
  });
  it('refuses fewer than four beats', () => {
    expect(() => fitLine(Float64Array.of(1, 2, 3))).toThrow(RangeError);
  });
});

describe('robustLine()', () => {
  it('is not drawn away by strays', () => {
    const random = createRandom(1);
    const x = Float64Array.from({ length: 100 }, (_, n) => n);
    const y = x.map((n) => 3 + 0.1 * n + 0.01 * (random() - 0.5) + (n % 7 === 0 ? 2 : 0));
    const { at0, slope } = robustLine(x, y, new Float64Array(100).fill(1));
    expect(at0).toBeCloseTo(3, 2);
    expect(slope).toBeCloseTo(0.1, 3);
  });
});

describe('beatsOfLine()', () => {
  it('begins with the first beat in range and ends before the end', () => {
    const line = { startSeconds: 1.25, periodSeconds: 0.5 };
    expect([...beatsOfLine(line, 0, 2.25)]).toEqual([0.25, 0.75, 1.25, 1.75]);
    expect(beatsOfLine(line, 2, 1)).toHaveLength(0);
  });
});
