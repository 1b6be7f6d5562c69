import { describe, expect, it } from 'vitest';
import { hannWindow } from './window.js';

describe('hannWindow()', () => {
  it('adds up to a constant when shifted by a quarter, plain and squared', () => {
    const window = hannWindow(64);
    for (let n = 0; n < 16; n++) {
      const copies = [0, 16, 32, 48].map((shift) => window[n + shift]!);
      expect(copies.reduce((sum, w) => sum + w, 0)).toBeCloseTo(2, 12);
      expect(copies.reduce((sum, w) => sum + w * w, 0)).toBeCloseTo(1.5, 12);
    }
  });
  it('refuses a length below 1', () => expect(() => hannWindow(0)).toThrow(RangeError));
});
