import { steadyClock } from '../band/beat-clock.js';
import { planFlow } from './flow.js';
import type { SourceLine } from './lines.js';
import type { SlotGrid } from './slots.js';

/** Lines that are tried; more would hardly change the choice. */
const SAMPLE = 16;

/**
 * The whole tempo in a range on which the lines sit with the least change; the one nearest the middle among
 * equals.
 */
export function chooseTempo(
  lines: readonly SourceLine[],
  grid: SlotGrid,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const step = Math.max(1, Math.floor(lines.length / SAMPLE));
  const sample = lines.filter((_, i) => i % step === 0);
  const middle = (min + max) / 2;
  let best = Math.round(middle);
  let least = Number.POSITIVE_INFINITY;
  for (let tempo = Math.ceil(min); tempo <= max; tempo++) {
    const clock = steadyClock(tempo, 0);
    const costs = sample.map(
      (line) => planFlow(line.syllables, grid, clock, { freeFrom: 0, bar: 0 })?.cost ?? 0,
    );
    const off = (tempo - middle) / Math.max(1, max - min);
    const cost = costs.reduce((sum, c) => sum + c, 0) / sample.length + 0.1 * off * off;
    if (cost >= least) continue;
    least = cost;
    best = tempo;
  }
  return best;
}
