import { describe, expect, it } from 'vitest';
import { itIgnoresBlockSizes, restlessNoise } from './block-processor.contract.js';
import { createSaturator } from './saturate.js';

const saturate = (values: readonly number[], options = {}): number[] => {
  const samples = Float32Array.from(values);
  createSaturator(options).process([samples]);
  return [...samples];
};

describe('createSaturator()', () => {
  itIgnoresBlockSizes(() => createSaturator({ driveDb: 6 }).process, restlessNoise(1));
  it('leaves quiet sound as it is', () => expect(saturate([0.01])[0]).toBeCloseTo(0.01, 5));
  it('never exceeds its ceiling, whatever comes', () => {
    for (const y of saturate([0.5, 1, 3, 100, -100], { ceilingDb: -6, driveDb: 12 })) {
      expect(Math.abs(y)).toBeLessThanOrEqual(0.50119);
    }
  });
  it('is odd and rising, and follows tanh', () => {
    const steps = Array.from({ length: 101 }, (_, n) => (n - 50) / 20);
    const bent = saturate(steps);
    bent.forEach((y, n) => {
      expect(y).toBeCloseTo(-bent[100 - n]!, 6);
      if (n > 0) expect(y).toBeGreaterThan(bent[n - 1]!);
      expect(Math.abs(y - Math.tanh(steps[n]!))).toBeLessThan(0.025);
    });
  });
  it('lifts quiet sound by the drive', () =>
    expect(saturate([0.001], { driveDb: 6 })[0]).toBeCloseTo(0.001995, 5));
  it('refuses a level that is no number', () =>
    expect(() => createSaturator({ driveDb: NaN })).toThrow(RangeError));
});
