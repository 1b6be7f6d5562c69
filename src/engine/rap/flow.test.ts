import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, phrasesOf } from '../../../test/spoken-phrases.js';
import { steadyClock } from '../band/beat-clock.js';
import { placeInBar, planFlow } from './flow.js';
import type { SourceLine } from './lines.js';
import { slotGrid, slotSeconds } from './slots.js';
import { splitGap } from './stretch-split.js';

const sixteenths = slotGrid('sixteenth', 0.5);
const at90 = steadyClock(90, 0);
const EIGHTH = 60 / 90 / 2;

const lineOf = (pCentres: readonly number[], stress?: readonly number[]): SourceLine =>
  linesOf([phraseAt(pCentres, stress)])[0]!;

const lines = linesOf(phrasesOf(new Array<number>(24).fill(10), 3));

const plan = ({ syllables }: SourceLine, freeFrom = 0, bar = 0, grid = sixteenths) =>
  planFlow(syllables, grid, at90, { freeFrom, bar });

const planned = lines.map((line) => ({ line, slots: plan(line)!.slots }));

/** Vowel ratios of a line on these slots. */
const ratios = ({ syllables }: SourceLine, slots: readonly number[]): number[] =>
  syllables.slice(1).map((right, i) => {
    const gap = slotSeconds(sixteenths, at90, slots[i + 1]!) - slotSeconds(sixteenths, at90, slots[i]!);
    return splitGap(syllables[i]!, right, gap).vowelRatio;
  });

describe('planFlow()', () => {
  it('gives every syllable a slot of its own, in order', () => {
    for (const grid of [sixteenths, slotGrid('eighth', 0.5), slotGrid('triplet', 0.5)]) {
      for (const line of lines.slice(0, 8)) {
        const { slots } = plan(line, 0, 0, grid)!;
        expect(slots).toHaveLength(line.syllables.length);
        slots.forEach((slot, i) => {
          if (i > 0) expect(slot).toBeGreaterThan(slots[i - 1]!);
        });
      }
    }
  });
  it('leaves a line alone that was spoken in 8ths of the tempo', () => {
    const { slots } = plan(lineOf(evenly(7, EIGHTH)))!;
    expect(slots).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });
  it('leaves a line alone that was spoken in 8ths and 16ths', () => {
    const spoken = [0, 2, 3, 4, 6, 8, 10, 11, 12];
    const { slots } = plan(lineOf(spoken.map((slot) => 1 + (slot * EIGHTH) / 2)))!;
    expect(slots).toEqual(spoken);
  });
  it('pulls a line together that was spoken a little beside the grid', () => {
    const off = [0.02, -0.025, 0.03, -0.01, 0.02, -0.03, 0.01];
    const { slots } = plan(lineOf(evenly(7, EIGHTH).map((at, i) => at + off[i]!)))!;
    expect(slots).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });
  it('puts stressed syllables on strong places, more often than chance and than weak ones', () => {
    const shareOnStrong = (wanted: (stress: number) => boolean): number => {
      const chosen = planned.flatMap(({ line, slots }) =>
        slots.filter((_, i) => wanted(line.syllables[i]!.stress)).map((slot) => placeInBar(slot, sixteenths)),
      );
      return chosen.filter((place) => sixteenths.weights[place]! >= 0.9).length / chosen.length;
    };
    const stressed = shareOnStrong((stress) => stress > 0.7);
    expect(stressed).toBeGreaterThan(1.5 * (4 / 16));
    expect(stressed).toBeGreaterThan(1.3 * shareOnStrong((stress) => stress < 0.3));
  });
  it('ends most lines on a beat, the fourth above all', () => {
    const ends = planned.map(({ slots }) => placeInBar(slots.at(-1)!, sixteenths));
    expect(ends.filter((end) => end % 4 === 0).length).toBeGreaterThan(0.6 * ends.length);
    expect(ends.filter((end) => end === 12).length).toBeGreaterThan(0.25 * ends.length);
  });
  it('drags no vowel beyond double and squeezes none below half, as there is room enough', () => {
    for (const { line, slots } of planned) {
      for (const ratio of ratios(line, slots)) {
        expect(ratio).toBeGreaterThan(0.5);
        expect(ratio).toBeLessThan(2);
      }
    }
  });
  it('costs more where the line fits worse', () => {
    const on = plan(lineOf(evenly(7, EIGHTH)))!;
    const off = plan(lineOf(evenly(7, EIGHTH * 0.75)))!;
    expect(off.cost).toBeGreaterThan(on.cost);
  });
  it('begins on nothing that is taken, and at its bar or a little before', () => {
    for (const freeFrom of [0, 3, 14, 30, 33]) {
      for (const line of lines.slice(0, 4)) {
        const first = plan(line, freeFrom, 2)!.slots[0]!;
        expect(first).toBeGreaterThanOrEqual(Math.max(freeFrom, 2 * 16 - 4));
        expect(first).toBeLessThanOrEqual(2 * 16 + 8);
      }
    }
  });
  it('says so where no start is free', () => expect(plan(lineOf(evenly(3, 0.3)), 41, 2)).toBeUndefined());
  it('begins nothing before the song does', () => {
    for (const { slots } of planned) expect(slots[0]).toBeGreaterThanOrEqual(0);
  });
  it('places a single syllable', () => expect(plan(lineOf([1]))!.slots).toHaveLength(1));
  it('finds a way for gaps far longer than a bar', () => {
    const { slots } = plan(lineOf([1, 1.2, 5, 5.2]))!;
    expect(slots[2]! - slots[1]!).toBeGreaterThanOrEqual(8);
  });
});

describe('placeInBar()', () => {
  it('counts from the bar line, before the first bar too', () => {
    expect([0, 15, 16, 37, -1, -16].map((slot) => placeInBar(slot, sixteenths))).toEqual([
      0, 15, 0, 5, 15, 0,
    ]);
  });
});
