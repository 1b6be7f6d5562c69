import { BEATS_PER_BAR, type BeatClock, beatOfStep } from '../band/beat-clock.js';
import type { Plan } from './plan.js';

/** Places in a bar on which a syllable may stand. */
export interface SlotGrid {
  readonly slotsPerBar: number;
  /** How strong a place is, 0 to 1; index is the slot in the bar. */
  readonly weights: readonly number[];
  /** How well a line ends there, 0 to 1. */
  readonly endWeights: readonly number[];
  /** Beats from the song's bar 0 to a slot counted from there; swing included. */
  beatOf(slot: number): number;
}

const SLOTS = { eighth: 8, sixteenth: 16, triplet: 12 } as const;

/** @param swing place of the second 16th within its 8th, 0.5 = straight; other grids do not swing */
export function slotGrid(grid: Plan['grid'], swing: number): SlotGrid {
  const slotsPerBar = SLOTS[grid];
  const perBeat = slotsPerBar / BEATS_PER_BAR;
  const places = Array.from({ length: slotsPerBar }, (_, slot) => ({
    beat: Math.floor(slot / perBeat),
    within: (slot % perBeat) / perBeat,
  }));
  return {
    slotsPerBar,
    weights: places.map(({ beat, within }) => strength(beat, within)),
    endWeights: places.map(({ beat, within }) => ending(beat, within)),
    beatOf(slot) {
      const bar = Math.floor(slot / slotsPerBar);
      return bar * BEATS_PER_BAR + beatOfStep(slot - bar * slotsPerBar, slotsPerBar, swing);
    },
  };
}

/** Beat 1 is the strongest place, then 3, then 2 and 4, off-beats, and the 16ths between. */
function strength(beat: number, within: number): number {
  if (within === 0) return [1, 0.9, 0.95, 0.9][beat]!;
  return within === 0.5 ? 0.5 : 0.2;
}

/** Rhymes fall on beat 4, or round it; a bar's second half closes better than its first. */
function ending(beat: number, within: number): number {
  if (within === 0) return [0.4, 0.5, 0.75, 1][beat]!;
  return beat >= 2 ? 0.5 : 0.2;
}

/** Seconds of a slot counted from the song's bar 0. */
export function slotSeconds(grid: SlotGrid, clock: BeatClock, slot: number): number {
  return clock(grid.beatOf(slot));
}
