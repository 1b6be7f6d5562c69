import type { Random } from '../../dsp/types.js';
import type { BeatClock } from '../band/beat-clock.js';
import { placeInBar } from './flow.js';
import type { NumberedSyllable } from './lines.js';
import type { PlannedSyllable } from './plan.js';
import { type SlotGrid, slotSeconds } from './slots.js';
import { splitGap } from './stretch-split.js';
import type { Style } from './style.js';

/** What decides the exact instants. */
export interface Aim {
  readonly grid: SlotGrid;
  readonly clock: BeatClock;
  /** 1 = on the slot; 0 = spoken timing between the line's first and last slot. */
  readonly strength: number;
  readonly flow: Style['flow'];
  readonly random: Random;
}

/**
 * Turns the slots of a line into target times: slot, lag and micro-timing, drawn towards the spoken timing as far
 * as `strength` is below 1.
 *
 * @param words word of each syllable, by its number, where known
 */
export function aimSyllables(
  syllables: readonly NumberedSyllable[],
  slots: readonly number[],
  aim: Aim,
  words: ReadonlyMap<number, string>,
): PlannedSyllable[] {
  const targets = targetTimes(syllables, slots, aim);
  return syllables.map((syllable, i) => {
    const next = syllables[i + 1];
    const word = words.get(syllable.index);
    const slot = placeInBar(slots[i]!, aim.grid);
    return {
      syllable: syllable.index,
      ...(word === undefined ? {} : { word }),
      sourceStart: syllable.start,
      sourcePCentre: syllable.pCentre,
      sourceEnd: syllable.end,
      stress: syllable.stress,
      bar: Math.max(0, Math.floor(slots[i]! / aim.grid.slotsPerBar)),
      slot,
      target: targets[i]!,
      stretch: next ? splitGap(syllable, next, targets[i + 1]! - targets[i]!).vowelRatio : 1,
      reason: reasonFor(syllable, slot, i === 0, next === undefined, aim.grid),
    };
  });
}

function targetTimes(syllables: readonly NumberedSyllable[], slots: readonly number[], aim: Aim): number[] {
  const { grid, clock, strength, flow, random } = aim;
  const onGrid = slots.map((slot) => slotSeconds(grid, clock, slot));
  const [first, last] = [syllables[0]!.pCentre, syllables.at(-1)!.pCentre];
  const pace = last > first ? (onGrid.at(-1)! - onGrid[0]!) / (last - first) : 1;
  const targets: number[] = [];
  syllables.forEach(({ pCentre }, i) => {
    const spoken = onGrid[0]! + (pCentre - first) * pace;
    const felt = (flow.lagMs + flow.microTimingMs * (2 * random() - 1)) / 1000;
    const target = Math.max(0, spoken + strength * (onGrid[i]! - spoken) + felt);
    const before = syllables[i - 1];
    targets.push(before ? withinReach(target, targets[i - 1]!, pCentre - before.pCentre) : target);
  });
  return targets;
}

const MOST_STRETCH = 1.98; // just within double, so that no rounding leads beyond
/** As far as micro-timing goes in any style: off the slot, but not off the beat. */
const MOST_GIVE_SECONDS = 0.012;

/** The target, or one near it from which the way to the one before is no more than doubled or halved. */
function withinReach(target: number, before: number, spokenGap: number): number {
  const longest = before + MOST_STRETCH * spokenGap;
  const shortest = before + spokenGap / MOST_STRETCH;
  const nearest = Math.min(longest, Math.max(shortest, target));
  return Math.abs(nearest - target) <= MOST_GIVE_SECONDS ? nearest : target;
}

function reasonFor(
  { stress }: NumberedSyllable,
  slot: number,
  isFirst: boolean,
  isLast: boolean,
  { slotsPerBar, weights }: SlotGrid,
): string {
  const perBeat = slotsPerBar / 4;
  const beat = `beat ${Math.floor(slot / perBeat) + 1}`;
  const place = slot % perBeat === 0 ? beat : `${beat} + ${slot % perBeat}/${perBeat}`;
  const part = isLast ? 'line end' : isFirst ? 'line start' : stress > 0.6 ? 'stressed' : 'between';
  return `${part} on ${weights[slot]! >= 0.9 ? 'strong ' : ''}${place}`;
}
