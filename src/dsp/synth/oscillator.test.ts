import { describe, expect, it } from 'vitest';
import { levelAt } from './measure.js';
import { saw, square } from './oscillator.js';

const RATE = 16_000;
const HZ = 1930;
const run = (wave: (phase: number, step: number) => number) =>
  Float32Array.from({ length: RATE }, (_, n) => wave(((HZ * n) / RATE) % 1, HZ / RATE));

describe.each([
  ['saw', saw, 2 / Math.PI],
  ['square', square, 4 / Math.PI],
] as const)('%s()', (_, wave, fundamental) => {
  it('has the right fundamental', () =>
    expect(levelAt(run(wave), HZ, RATE) / fundamental).toBeCloseTo(0.95, 1));
  it('folds back far less than a plain one would', () => {
    const plain = run((phase) => (wave === saw ? 2 * phase - 1 : phase < 0.5 ? 1 : -1));
    const folded = Math.abs(RATE - 9 * HZ);
    expect(levelAt(run(wave), folded, RATE)).toBeLessThan(0.35 * levelAt(plain, folded, RATE));
  });
});
