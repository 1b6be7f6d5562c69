import type { BeatClock } from '../band/beat-clock.js';
import type { NumberedSyllable } from './lines.js';
import { type SlotGrid, slotSeconds } from './slots.js';
import { splitGap } from './stretch-split.js';

/** Where the syllables of one line stand, and what it cost. */
export interface LineFlow {
  /** Slots counted from the song's bar 0, rising, one per syllable. */
  readonly slots: readonly number[];
  /** Lower is better; comparable between lines of equal length. */
  readonly cost: number;
}

/** Where a line may begin and what it has to keep free. */
export interface FlowRequest {
  /** First slot nobody has sung on, counted from the song's bar 0. */
  readonly freeFrom: number;
  /** Bar at whose downbeat the line would like to start, >= the bar of `freeFrom`. */
  readonly bar: number;
}

// Costs, after the measures of the flow corpora (Ohriner; Condit-Schultz): order of size matters, not the digit.
const SPEED_COST = 1;
const STRETCH_COST = 4;
const STRETCH_FREE = Math.log(1.5); // vowels may be this much longer or shorter for nothing
const OUT_OF_RANGE = 0.93 * Math.LN2; // a vowel beyond half or double, with room for micro-timing
const OUT_OF_RANGE_COST = 8;
const STRESS_OFF_COST = 1.2;
const WEAK_ON_COST = 0.3;
const END_COST = 1.2;
const UNEVEN_COST = 0.1;
const BEAM = 12; // what costs this much more than the best so far is given up; plans of minutes are the same without
const SPEEDS = Array.from({ length: 13 }, (_, i) => 0.75 * 1.05 ** i); // of the line against speech, 0.75-1.35
const LONGEST_GAP_BEATS = 2.5;
/** Costs of the places a line may start on, in beats from the bar's downbeat. */
const STARTS: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [-0.25, 0.35],
  [-0.5, 0.3],
  [-1, 0.6],
  [0.5, 0.5],
  [1, 0.7],
  [2, 0.5],
]);

/**
 * Finds the cheapest places for the syllables of a line by dynamic programming: gaps close to the spoken ones at
 * one common speed, vowels neither squeezed nor dragged, strong syllables on strong places, the end on beat 4.
 *
 * @returns undefined where no start is free
 */
export function planFlow(
  syllables: readonly NumberedSyllable[],
  grid: SlotGrid,
  clock: BeatClock,
  { freeFrom, bar }: FlowRequest,
): LineFlow | undefined {
  const first = bar * grid.slotsPerBar - grid.slotsPerBar / 4;
  const table = createTable(syllables, grid, clock, first);
  const starts = [...STARTS].flatMap(([beats, cost]) => {
    const slot = (bar + beats / 4) * grid.slotsPerBar;
    return Number.isInteger(slot) && slot >= freeFrom && slot >= 0 ? [{ slot: slot - first, cost }] : [];
  });
  if (starts.length === 0) return undefined;
  let best: LineFlow | undefined;
  for (const speed of SPEEDS) {
    const flow = traceBack(cheapest(syllables, table, starts, speed), grid, first);
    const cost = flow.cost + SPEED_COST * 2 * Math.log(speed) ** 2 * syllables.length ** 0.5;
    if (!best || cost < best.cost - 1e-9) best = { slots: flow.slots.map((slot) => slot + first), cost };
  }
  return best;
}

/** What every step from one slot to another means, whatever the speed: the search asks again and again. */
interface FlowTable {
  readonly slots: number;
  /** Longest step, slots. */
  readonly reach: number;
  /** Steps of one duration are of one kind; shape [slots, reach], entry (k, s) is that from slot k to k + 1 + s. */
  readonly kinds: Int32Array;
  /** Per kind: log of its seconds. */
  readonly logGap: Float64Array;
  /** Per syllable but the first and per kind: log of the vowel ratio, and what the stretch costs. */
  readonly logRatios: readonly Float64Array[];
  readonly stretchCosts: readonly Float64Array[];
  /** Per syllable and slot: what it costs to stand there. */
  readonly placeCosts: readonly Float64Array[];
}

function createTable(
  syllables: readonly NumberedSyllable[],
  grid: SlotGrid,
  clock: BeatClock,
  firstSlot: number,
): FlowTable {
  const perBeat = grid.slotsPerBar / 4;
  const bar = slotSeconds(grid, clock, firstSlot + grid.slotsPerBar) - slotSeconds(grid, clock, firstSlot);
  const spoken = syllables.at(-1)!.pCentre - syllables[0]!.pCentre;
  const slots = Math.ceil((1.6 * spoken * grid.slotsPerBar) / bar) + syllables.length + 2 * grid.slotsPerBar;
  const reach = Math.ceil(LONGEST_GAP_BEATS * perBeat);
  const seconds = Float64Array.from({ length: slots + reach }, (_, i) =>
    slotSeconds(grid, clock, firstSlot + i),
  );
  const { kinds, gaps } = sortByDuration(seconds, slots, reach);
  const logRatios = syllables
    .slice(1)
    .map((right, i) => gaps.map((gap) => Math.log(splitGap(syllables[i]!, right, gap).vowelRatio)));
  const stretchCosts = logRatios.map((logs) => logs.map(stretchCost));
  const placeCosts = syllables.map((syllable) =>
    Float64Array.from({ length: slots }, (_, j) => placeCost(syllable, grid, firstSlot + j)),
  );
  return { slots, reach, kinds, logGap: gaps.map(Math.log), logRatios, stretchCosts, placeCosts };
}

/** Steps that differ by less than a microsecond are of one kind; a steady beat has few. */
function sortByDuration(
  seconds: Float64Array,
  slots: number,
  reach: number,
): { kinds: Int32Array; gaps: Float64Array } {
  const known = new Map<number, number>();
  const gaps: number[] = [];
  const kinds = Int32Array.from({ length: slots * reach }, (_, i) => {
    const k = Math.floor(i / reach);
    const gap = seconds[k + 1 + (i % reach)]! - seconds[k]!;
    const microseconds = Math.round(1e6 * gap);
    const kind = known.get(microseconds) ?? gaps.push(gap) - 1;
    known.set(microseconds, kind);
    return kind;
  });
  return { kinds, gaps: Float64Array.from(gaps) };
}

function stretchCost(logRatio: number): number {
  const stretch = Math.abs(logRatio);
  const beyond = Math.max(0, stretch - STRETCH_FREE);
  return STRETCH_COST * beyond * beyond + (stretch > OUT_OF_RANGE ? OUT_OF_RANGE_COST * (1 + stretch) : 0);
}

/** Cheapest way to reach each slot with one syllable, and how. */
interface Layer {
  readonly cost: Float64Array;
  /** Log of the vowel ratio of the step that led here. */
  readonly logRatio: Float64Array;
  /** Slot of the syllable before; −1 for none. */
  readonly from: Int16Array;
}

const emptyLayer = (slots: number): Layer => ({
  cost: new Float64Array(slots).fill(Number.POSITIVE_INFINITY),
  logRatio: new Float64Array(slots),
  from: new Int16Array(slots).fill(-1),
});

function cheapest(
  syllables: readonly NumberedSyllable[],
  table: FlowTable,
  starts: readonly { slot: number; cost: number }[],
  speed: number,
): Layer[] {
  let layer = emptyLayer(table.slots);
  for (const { slot, cost } of starts) layer.cost[slot] = cost + table.placeCosts[0]![slot]!;
  const layers = [layer];
  for (let i = 1; i < syllables.length; i++) {
    const wanted = (syllables[i]!.pCentre - syllables[i - 1]!.pCentre) * speed;
    layer = nextLayer(layer, i, Math.log(wanted), table);
    layers.push(layer);
  }
  return layers;
}

function nextLayer(before: Layer, i: number, logWanted: number, table: FlowTable): Layer {
  const { slots, reach, kinds, logGap } = table;
  const layer = emptyLayer(slots);
  const [logRatio, stretch, places] = [
    table.logRatios[i - 1]!,
    table.stretchCosts[i - 1]!,
    table.placeCosts[i]!,
  ];
  const stepCosts = logGap.map((log, kind) => (log - logWanted) ** 2 + stretch[kind]!);
  const hopeless = before.cost.reduce((least, cost) => Math.min(least, cost)) + BEAM;
  for (let k = 0; k < slots; k++) {
    if (before.cost[k]! > hopeless) continue;
    const last = Math.min(slots - 1, k + reach);
    for (let j = k + 1, step = k * reach; j <= last; j++, step++) {
      const kind = kinds[step]!;
      const uneven = logRatio[kind]! - before.logRatio[k]!;
      const cost = before.cost[k]! + stepCosts[kind]! + UNEVEN_COST * uneven * uneven + places[j]!;
      if (cost >= layer.cost[j]! - 1e-12) continue;
      layer.cost[j] = cost;
      layer.logRatio[j] = logRatio[kind]!;
      layer.from[j] = k;
    }
  }
  return layer;
}

function placeCost({ stress }: NumberedSyllable, grid: SlotGrid, slot: number): number {
  const weight = grid.weights[placeInBar(slot, grid)]!;
  return STRESS_OFF_COST * stress * (1 - weight) + WEAK_ON_COST * (1 - stress) * weight;
}

function traceBack(layers: readonly Layer[], grid: SlotGrid, firstSlot: number): LineFlow {
  const { cost } = layers.at(-1)!;
  let best = Number.POSITIVE_INFINITY;
  let at = 0;
  cost.forEach((spent, j) => {
    const total = spent + END_COST * (1 - grid.endWeights[placeInBar(firstSlot + j, grid)]!);
    if (total >= best - 1e-12) return;
    best = total;
    at = j;
  });
  const slots = [at];
  for (let i = layers.length - 1; i > 0; i--) slots.push(layers[i]!.from[slots.at(-1)!]!);
  return { slots: slots.reverse(), cost: best };
}

/** Slot within its bar, 0 <= place < slotsPerBar; also for slots before bar 0. */
export const placeInBar = (slot: number, { slotsPerBar }: SlotGrid): number =>
  ((slot % slotsPerBar) + slotsPerBar) % slotsPerBar;
