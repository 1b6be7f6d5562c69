import { describe, expect, it } from 'vitest';
import { evenly, linesOf, phraseAt, phrasesOf, plannedLine } from '../../../test/spoken-phrases.js';
import { createMapCursor, createTimeMap } from '../../dsp/time-map.js';
import { steadyClock } from '../band/beat-clock.js';
import { planFlow } from './flow.js';
import { lineAnchors } from './line-map.js';
import type { PlannedLine } from './plan.js';
import { slotGrid } from './slots.js';

const grid = slotGrid('sixteenth', 0.57);
const clock = steadyClock(92, 0);

const planned: PlannedLine[] = linesOf(phrasesOf([1, 2, 9, 14, 12, 10, 7, 13], 5)).map((line) => {
  const { slots } = planFlow(line.syllables, grid, clock, { freeFrom: 0, bar: 1 })!;
  return plannedLine(line, slots, grid, clock);
});

describe('lineAnchors()', () => {
  it('rises on both sides, as a time map must', () => {
    for (const line of planned) expect(() => createTimeMap(lineAnchors(line))).not.toThrow();
  });
  it('hears every P-centre exactly on its target', () => {
    for (const line of planned) {
      const cursor = createMapCursor(createTimeMap(lineAnchors(line)));
      for (const { sourcePCentre, target } of line.syllables) {
        expect(cursor.inputAt(target)).toBeCloseTo(sourcePCentre, 9);
      }
    }
  });
  it('runs at its own speed around every attack', () => {
    for (const line of planned) {
      const cursor = createMapCursor(createTimeMap(lineAnchors(line)));
      for (const { sourcePCentre, target } of line.syllables) {
        for (const off of [-0.01, -0.005, 0.005, 0.015]) {
          expect(cursor.inputAt(target + off)).toBeCloseTo(sourcePCentre + off, 9);
        }
      }
    }
  });
  it('begins a little before the first consonant and ends a little after the last sound, unstretched', () => {
    for (const line of planned) {
      const anchors = lineAnchors(line);
      const [first, last] = [line.syllables[0]!, line.syllables.at(-1)!];
      const [source, song] = anchors[0]!;
      expect(source).toBeLessThan(first.sourceStart);
      expect(first.target - song).toBeCloseTo(first.sourcePCentre - source, 9);
      const [endSource, endSong] = anchors.at(-1)!;
      expect(endSource).toBeGreaterThan(last.sourceEnd);
      expect(endSong - last.target).toBeCloseTo(endSource - last.sourcePCentre, 9);
    }
  });
  it('takes nothing from before the recording', () => {
    const line = plannedLine(linesOf([phraseAt(evenly(4, 0.2, 0.065))])[0]!, [16, 18, 20, 22], grid, clock);
    expect(lineAnchors(line)[0]![0]).toBe(0);
  });
  it('keeps the order of time for syllables that are crowded, far apart, or have no consonants', () => {
    const crowded = linesOf([phraseAt([1, 1.07, 1.13, 1.6, 3, 3.08])])[0]!;
    const bare = { ...crowded, syllables: crowded.syllables.map((s) => ({ ...s, start: s.pCentre })) };
    for (const line of [crowded, bare]) {
      for (const slots of [
        [16, 17, 18, 19, 20, 21],
        [16, 24, 32, 40, 48, 56],
      ]) {
        const map = createTimeMap(lineAnchors(plannedLine(line, slots, grid, clock)));
        const cursor = createMapCursor(map);
        for (const { sourcePCentre, target } of plannedLine(line, slots, grid, clock).syllables) {
          expect(cursor.inputAt(target)).toBeCloseTo(sourcePCentre, 9);
        }
      }
    }
  });
});
