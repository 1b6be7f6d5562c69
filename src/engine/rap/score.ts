import { splitBetween } from './line-map.js';
import type { Plan, PlannedLine } from './plan.js';

/** Proof of what a rap is worth. Times in milliseconds, shares from 0 to 1. */
export interface Score {
  readonly syllables: {
    /** Different syllables of the source in the plan. */
    readonly found: number;
    /** Planned on the lead, repeats included. */
    readonly planned: number;
    /** Share of the planned ones that a fresh analysis of the dry voice finds this close to their target. */
    readonly within15Ms: number;
    readonly within25Ms: number;
    /** The same for targets moved by half a slot: what chance would give. */
    readonly chanceWithin25Ms: number;
    readonly meanDistanceMs: number;
    readonly worstDistanceMs: number;
    /** Planned, but not found within 100 ms. */
    readonly missed: number;
  };
  readonly stretch: {
    readonly medianLog2: number;
    readonly p95Log2: number;
    readonly outsideHalfToDouble: number;
  };
  readonly tempoBpm: number;
  /** 1 for a beat of rapgo's own, else that of the tracker. */
  readonly tempoConfidence: number;
  readonly integratedLufs: number;
  readonly targetLufs: number;
  readonly truePeakDbtp: number;
  readonly ceilingDbtp: number;
  readonly clippedSamples: number;
  readonly speechUsed: number;
}

/** The part of the score that is heard in the dry voice. */
export type TimingScore = Score['syllables'];

const LOST_SECONDS = 0.1;

/**
 * Compares targets with what is heard.
 *
 * @param heard P-centres of the dry voice, found without the plan; seconds, rising
 * @param slotSeconds typical distance of two slots, for the chance figure
 */
export function scoreTiming(plan: Plan, heard: Float64Array, slotSeconds: number): TimingScore {
  const lead = plan.lines.filter(({ role }) => role === 'lead').flatMap(({ syllables }) => syllables);
  const targets = lead.map(({ target }) => target).sort((a, b) => a - b);
  const distances = nearestDistances(targets, heard);
  const chance = nearestDistances(
    targets.map((target) => target + slotSeconds / 2),
    heard,
  );
  const found = distances.filter((distance) => distance <= LOST_SECONDS);
  const share = (list: readonly number[], limit: number): number =>
    list.filter((distance) => distance <= limit).length / Math.max(1, list.length);
  return {
    found: new Set(lead.map(({ syllable }) => syllable)).size,
    planned: targets.length,
    within15Ms: share(distances, 0.015),
    within25Ms: share(distances, 0.025),
    chanceWithin25Ms: share(chance, 0.025),
    meanDistanceMs: (1000 * found.reduce((sum, distance) => sum + distance, 0)) / Math.max(1, found.length),
    worstDistanceMs: 1000 * Math.max(0, ...found),
    missed: distances.length - found.length,
  };
}

/** Distance of every target to a heard instant of its own; Infinity where none is left. Both rise. */
function nearestDistances(targets: readonly number[], heard: Float64Array): number[] {
  const pairs: { t: number; h: number; distance: number }[] = [];
  let first = 0;
  targets.forEach((target, t) => {
    while (first < heard.length && heard[first]! < target - LOST_SECONDS) first++;
    for (let h = first; h < heard.length && heard[h]! <= target + LOST_SECONDS; h++) {
      pairs.push({ t, h, distance: Math.abs(heard[h]! - target) });
    }
  });
  pairs.sort((a, b) => a.distance - b.distance || a.t - b.t);
  const distances = targets.map(() => Number.POSITIVE_INFINITY);
  const taken = new Set<number>();
  for (const { t, h, distance } of pairs) {
    if (taken.has(h) || distances[t] !== Number.POSITIVE_INFINITY) continue;
    distances[t] = distance;
    taken.add(h);
  }
  return distances;
}

/** How far vowels are stretched in the lead, by the targets as they are now: a plan may have been edited. */
export function scoreStretch(plan: Plan): Score['stretch'] {
  const ratios = plan.lines.filter(({ role }) => role === 'lead').flatMap(vowelRatios);
  const log = ratios.map((ratio) => Math.abs(Math.log2(ratio))).sort((a, b) => a - b);
  const at = (share: number): number => log[Math.min(log.length - 1, Math.floor(share * log.length))] ?? 0;
  return {
    medianLog2: at(0.5),
    p95Log2: at(0.95),
    outsideHalfToDouble: log.filter((value) => value > 1 + 1e-9).length / Math.max(1, log.length),
  };
}

const vowelRatios = ({ syllables }: PlannedLine): number[] =>
  syllables.map((syllable, i) => {
    const next = syllables[i + 1];
    return next ? splitBetween(syllable, next).vowelRatio : 1;
  });

/** Share of the recording's speech that is in the rap. */
export function shareUsed(plan: Plan): number {
  const lead = plan.lines.filter(({ role, repeats }) => role === 'lead' && repeats === null);
  const used = lead
    .flatMap(({ syllables }) => syllables)
    .reduce((sum, s) => sum + s.sourceEnd - s.sourceStart, 0);
  const lost = plan.leftOut.reduce((sum, { sourceStart, sourceEnd }) => sum + sourceEnd - sourceStart, 0);
  return used / Math.max(1e-9, used + lost);
}

/** What `--strict` asks for; each entry says what failed. */
export function scoreFaults(score: Score): string[] {
  const { syllables, stretch } = score;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    syllables.within15Ms < 0.75 &&
      `only ${percent(syllables.within15Ms)} of the syllables within 15 ms (75 % wanted)`,
    syllables.within25Ms < 0.9 &&
      `only ${percent(syllables.within25Ms)} of the syllables within 25 ms (90 % wanted)`,
    stretch.p95Log2 > 1 &&
      `5 % of the vowels are stretched beyond ${(2 ** stretch.p95Log2).toFixed(2)} times`,
    stretch.outsideHalfToDouble > 0.03 &&
      `${percent(stretch.outsideHalfToDouble)} of the vowels beyond half or double`,
    Math.abs(score.integratedLufs - score.targetLufs) > 0.3 && `${score.integratedLufs.toFixed(1)} LUFS`,
    score.truePeakDbtp > score.ceilingDbtp + 0.05 && `true peak ${score.truePeakDbtp.toFixed(2)} dBTP`,
    score.clippedSamples > 0 && `${score.clippedSamples} clipped samples`,
  ].filter((fault) => fault !== false);
}
