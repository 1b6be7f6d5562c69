import { describe, expect, it } from 'vitest';
import { createSincReader } from './sinc-reader.js';

const sine = (length: number, cycle: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * n) / cycle));

describe('createSincReader()', () => {
  it('reads a tone between its samples', () => {
    const reader = createSincReader(1);
    const samples = sine(400, 7.3);
    for (let position = 50; position < 350; position += 0.37) {
      expect(reader.read(samples, position)).toBeCloseTo(Math.sin((2 * Math.PI * position) / 7.3), 4);
    }
  });
  it('reads samples as they are where it stands on one', () => {
    const samples = sine(100, 5.1);
    expect(createSincReader(1).read(samples, 40)).toBeCloseTo(samples[40]!, 6);
  });
  it('hears nothing of what would become an alias', () => {
    const reader = createSincReader(2);
    const samples = sine(400, 2.5); // 0.4 of the rate, read twice as fast
    for (let position = 80; position < 320; position += 2) {
      expect(Math.abs(reader.read(samples, position))).toBeLessThan(1e-3);
    }
  });
  it('refuses a speed that is none', () => expect(() => createSincReader(0)).toThrow(RangeError));
});
