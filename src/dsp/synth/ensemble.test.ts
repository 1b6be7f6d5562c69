import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { ensemble } from './ensemble.js';
import { rmsOf } from './measure.js';
import { note, RATE } from './one-shot.contract.js';

const options = { voices: 4, detuneCents: 20, vibratoHz: 5, vibratoCents: 5 };

describe('ensemble()', () => {
  const [left, right] = ensemble([note(57)], RATE, options, RATE, createRandom(1));
  it('differs between the sides and keeps its power in mono', () => {
    expect(left).not.toEqual(right);
    const mono = left.map((x, n) => 0.5 * (x + right[n]!));
    expect(rmsOf(mono)).toBeGreaterThan(0.5 * rmsOf(left));
  });
  it('is as loud with many voices as with one', () => {
    const [one] = ensemble([note(57)], RATE, { ...options, voices: 1 }, RATE, createRandom(1));
    expect(rmsOf(left) / rmsOf(one)).toBeGreaterThan(0.7);
    expect(rmsOf(left) / rmsOf(one)).toBeLessThan(1.4);
  });
});
