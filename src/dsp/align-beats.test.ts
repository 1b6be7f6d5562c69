import { describe, expect, it } from 'vitest';
import { alignBeats, alignLine } from './align-beats.js';
import type { Attacks } from './attack.js';
import { absoluteQuantile } from './drum-loop.contract.js';
import { createRandom } from './random.js';

const attacksAt = (...times: readonly (readonly [seconds: number, strength: number])[]): Attacks => {
  const sorted = [...times].sort((one, other) => one[0] - other[0]);
  return {
    seconds: Float64Array.from(sorted, ([seconds]) => seconds),
    strength: Float32Array.from(sorted, ([, strength]) => strength),
  };
};
const beatTimes = Array.from({ length: 200 }, (_, n) => 0.2 + n * 0.4);
const early = { startSeconds: 0.182, periodSeconds: 0.40003 };

describe('alignLine()', () => {
  it('moves a line onto the attacks and corrects its period', () => {
    const aligned = alignLine(early, attacksAt(...beatTimes.map((time) => [time, 1] as const)), 80.5);
    expect(aligned.startSeconds).toBeCloseTo(0.2, 3);
    expect(aligned.periodSeconds).toBeCloseTo(0.4, 5);
    expect(aligned.spreadSeconds).toBeLessThan(0.001);
  });
  it('stays on the kick where louder snares lie back', () => {
    const hits = beatTimes.map((time, n) =>
      n % 2 === 0 ? ([time, 0.7] as const) : ([time + 0.015, 1] as const),
    );
    expect(alignLine(early, attacksAt(...hits), 80.5).startSeconds).toBeCloseTo(0.2, 2.5);
  });
  it('has a wide spread where the beats leave the line', () => {
    const hits = beatTimes.map((time, n) => [time + 0.02 * Math.sin(n / 12), 1] as const);
    expect(alignLine(early, attacksAt(...hits), 80.5).spreadSeconds).toBeGreaterThan(0.008);
  });
  it('says so where nothing attacks', () => {
    const aligned = alignLine(early, attacksAt(), 80);
    expect(aligned.spreadSeconds).toBe(Number.POSITIVE_INFINITY);
    expect(aligned.startSeconds).toBeCloseTo(0.2, 3);
  });
});

describe('alignBeats()', () => {
  it('follows a drifting tempo and evens out the jitter of single hits', () => {
    const random = createRandom(5);
    const truth = [0.3];
    for (let n = 0; n < 200; n++) truth.push(truth[n]! + 0.5 * (1 + 0.03 * Math.sin(n / 15)));
    const rough = Float64Array.from(truth, (time) => Math.round(100 * (time - 0.018)) / 100);
    const hits = truth
      .filter((_, n) => n % 9 !== 0)
      .map((time) => [time + 0.01 * (2 * random() - 1), 1] as const);
    const aligned = alignBeats(rough, attacksAt(...hits));
    const errors = [...aligned].map((beat, n) => beat - truth[n]!);
    expect(absoluteQuantile(errors, 0.5)).toBeLessThan(0.003);
    expect(absoluteQuantile(errors, 0.95)).toBeLessThan(0.008);
  });
});
