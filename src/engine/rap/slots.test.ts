import { describe, expect, it } from 'vitest';
import { steadyClock } from '../band/beat-clock.js';
import { slotGrid, slotSeconds } from './slots.js';

const GRIDS = ['eighth', 'sixteenth', 'triplet'] as const;

describe('slotGrid()', () => {
  it('has as many slots a bar as its name says', () => {
    expect(GRIDS.map((grid) => slotGrid(grid, 0.5).slotsPerBar)).toEqual([8, 16, 12]);
  });
  it('puts every straight slot an even part of a bar after the one before', () => {
    for (const name of GRIDS) {
      const grid = slotGrid(name, 0.5);
      for (let slot = -20; slot < 40; slot++) {
        expect(grid.beatOf(slot)).toBeCloseTo((4 * slot) / grid.slotsPerBar, 12);
      }
    }
  });
  it('swings the second 16th of every 8th, and nothing else', () => {
    const grid = slotGrid('sixteenth', 0.6);
    expect([0, 1, 2, 3, 4].map(grid.beatOf)).toEqual([0, 0.3, 0.5, 0.8, 1].map((b) => expect.closeTo(b, 12)));
    expect(grid.beatOf(-1)).toBeCloseTo(-0.2, 12);
    for (const name of ['eighth', 'triplet'] as const) {
      expect(slotGrid(name, 0.7).beatOf(1)).toBe(slotGrid(name, 0.5).beatOf(1));
    }
  });
  it('calls beat 1 the strongest place, then 3, then 2 and 4, then off-beats, then what lies between', () => {
    const { weights } = slotGrid('sixteenth', 0.5);
    expect(weights).toHaveLength(16);
    const order = [0, 8, 4, 2, 1].map((slot) => weights[slot]!);
    expect([...order].sort((a, b) => b - a)).toEqual(order);
    expect(new Set(order).size).toBe(5);
    expect(weights[12]).toBe(weights[4]);
  });
  it('lets lines end best on beat 4', () => {
    for (const name of GRIDS) {
      const { endWeights, slotsPerBar } = slotGrid(name, 0.5);
      expect(endWeights.indexOf(Math.max(...endWeights))).toBe((3 * slotsPerBar) / 4);
    }
  });
  it('knows no weight outside 0 to 1', () => {
    for (const name of GRIDS) {
      const { weights, endWeights } = slotGrid(name, 0.6);
      for (const weight of [...weights, ...endWeights]) expect(weight >= 0 && weight <= 1).toBe(true);
    }
  });
});

describe('slotSeconds()', () => {
  it('follows the clock', () => {
    const grid = slotGrid('sixteenth', 0.5);
    expect(slotSeconds(grid, steadyClock(120, 0.25), 16)).toBeCloseTo(2.25, 12);
    expect(slotSeconds(grid, steadyClock(120, 0.25), 1)).toBeCloseTo(0.375, 12);
  });
});
