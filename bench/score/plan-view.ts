import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { type Plan, type PlannedLine, type PlannedSyllable, PlanSchema } from '../../src/engine/rap/plan.js';

export type { Plan, PlannedLine, PlannedSyllable };

const SLOTS_PER_BAR = { eighth: 8, sixteenth: 16, triplet: 12 } as const;
const BEATS_PER_BAR = 4;

/** Reads and checks a plan file; an unknown key or version is an error, as for any reader. */
export async function readPlan(file: string): Promise<Plan> {
  return v.parse(PlanSchema, JSON.parse(await readFile(file, 'utf8')));
}

/** Syllables of the rap itself, repeats included, by target. */
export function leadSyllables(plan: Plan): PlannedSyllable[] {
  return plan.lines
    .filter((line) => line.role === 'lead')
    .flatMap((line) => line.syllables)
    .sort((a, b) => a.target - b.target);
}

/** Where the plan sees P-centres in the source, each once, rising. */
export function sourcePCentres(plan: Plan): number[] {
  return [...new Set(leadSyllables(plan).map((syllable) => syllable.sourcePCentre))].sort((a, b) => a - b);
}

/** Lead lines as heard for the first time, by target. */
export function firstLines(plan: Plan): PlannedLine[] {
  return plan.lines
    .filter((line) => line.role === 'lead' && line.repeats === null)
    .sort((a, b) => a.syllables[0]!.target - b.syllables[0]!.target);
}

/** Song time of a place counted in beats; follows the recording's beats where the plan names them. */
function timeOfBeat(plan: Plan, beat: number): number {
  const times = plan.beatTimes;
  if (!times || times.length < 2) return plan.gridStart + (beat * 60) / plan.tempoBpm;
  const before = Math.max(0, Math.min(times.length - 2, Math.floor(beat)));
  return times[before]! + (beat - before) * (times[before + 1]! - times[before]!);
}

/** Length of one slot at the syllable's bar, seconds. */
export function slotSeconds(plan: Plan, { bar }: PlannedSyllable): number {
  const start = timeOfBeat(plan, bar * BEATS_PER_BAR);
  const end = timeOfBeat(plan, (bar + 1) * BEATS_PER_BAR);
  return (end - start) / SLOTS_PER_BAR[plan.grid];
}

/** Where bar and slot lie in the song with the style's swing and lag, but without its chance. */
export function slotTime(plan: Plan, { bar, slot }: PlannedSyllable): number {
  const { swing, lagMs } = plan.style.flow;
  // Swing moves the second 16th of each 8th; coarser slots and triplets have nothing to move.
  const swung = plan.grid === 'sixteenth' && slot % 2 === 1 ? slot - 1 + 2 * swing : slot;
  const beat = bar * BEATS_PER_BAR + (swung * BEATS_PER_BAR) / SLOTS_PER_BAR[plan.grid];
  return timeOfBeat(plan, beat) + lagMs / 1000;
}
