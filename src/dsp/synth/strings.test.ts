import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { rmsOf } from './measure.js';
import { note, oneShotContract, RATE } from './one-shot.contract.js';
import { strings } from './strings.js';

oneShotContract('strings', (rate, random) => strings([note(64)], {}, rate, random));

describe('strings()', () => {
  it('accents the stroke of the bow', () => {
    const stab = note(64, { durationSeconds: 1, velocity: 1 });
    const [left] = strings([stab], { accent: 2, attackMs: 5 }, RATE, createRandom(1));
    expect(rmsOf(left, 0.01 * RATE, 0.1 * RATE)).toBeGreaterThan(1.3 * rmsOf(left, 0.7 * RATE, 0.95 * RATE));
  });
  it('is wide, yet survives mono', () => {
    const [left, right] = strings([note(64)], {}, RATE, createRandom(1));
    expect(rmsOf(left.map((x, n) => x + right[n]!))).toBeGreaterThan(rmsOf(left));
  });
});
