import { detectByFlux } from './detect-flux.js';
import { detectBySlope } from './detect-slope.js';
import { countMatches, nearestOffsets } from './match.js';
import { leadSyllables, type Plan, type PlannedSyllable, slotSeconds, slotTime } from './plan-view.js';
import type { Mono } from './sound.js';
import { median, percentOf, round } from './statistics.js';

/** Distances that count as on the grid, seconds. */
const STRICT = 0.015;
const LOOSE = 0.025;
/** Further away it is another syllable, not an offset. */
const OFFSET_REACH = 0.06;

/** What one detector says; all per cent of the planned lead syllables unless named otherwise. */
export interface GridScore {
  readonly within15: number;
  readonly within25: number;
  /** The same for targets moved by half a slot: what chance alone would give. */
  readonly chance15: number;
  readonly chance25: number;
  /** Median of found − target where a P-centre was found within 60 ms. */
  readonly offsetMs: number;
  /** Syllables with any P-centre within 60 ms: the rest was not heard by this detector. */
  readonly heard: number;
  readonly found: number;
}

/** A planned syllable that neither detector found within 25 ms; offsets in ms, null beyond 60 ms. */
export interface GridMiss {
  readonly syllable: number;
  readonly word?: string;
  readonly target: number;
  readonly stretch: number;
  readonly slopeMs: number | null;
  readonly fluxMs: number | null;
}

/** Both detectors on the voice alone, and the plan's own distance to its slots. */
export interface GridMeasure {
  readonly planned: number;
  readonly slope: GridScore;
  readonly flux: GridScore;
  /** Targets within 15 / 25 ms of their slots (swing and lag included): the plan must not move the goal. */
  readonly plan15: number;
  readonly plan25: number;
  /** Within 25 ms by at least one detector: what is missing here is more likely misplaced than misheard. */
  readonly either25: number;
  readonly misses: readonly GridMiss[];
}

/** Finds P-centres in the voice without a look at the plan, then compares. */
export function measureGrid(voice: Mono, plan: Plan): GridMeasure {
  const lead = leadSyllables(plan);
  const targets = lead.map((syllable) => syllable.target);
  const shifted = lead.map((syllable) => syllable.target + slotSeconds(plan, syllable) / 2);
  const fromSlot = lead.map((syllable) => Math.abs(syllable.target - slotTime(plan, syllable)));
  const within = (limit: number): number => fromSlot.filter((distance) => distance <= limit + 1e-6).length;
  const [slope, flux] = [detectBySlope(voice), detectByFlux(voice)];
  const misses = findMisses(lead, nearestOffsets(slope, targets), nearestOffsets(flux, targets));
  return {
    planned: lead.length,
    slope: scoreDetector(slope, targets, shifted),
    flux: scoreDetector(flux, targets, shifted),
    plan15: round(percentOf(within(STRICT), lead.length)),
    plan25: round(percentOf(within(LOOSE), lead.length)),
    either25: round(percentOf(lead.length - misses.length, lead.length)),
    misses,
  };
}

function findMisses(
  lead: readonly PlannedSyllable[],
  slope: readonly number[],
  flux: readonly number[],
): GridMiss[] {
  const inMs = (offset: number): number | null =>
    Math.abs(offset) <= OFFSET_REACH ? round(offset * 1000) : null;
  return lead.flatMap(({ syllable, word, target, stretch }, n) => {
    if (Math.min(Math.abs(slope[n]!), Math.abs(flux[n]!)) <= LOOSE) return [];
    const place = { syllable, target: round(target, 3), stretch: round(stretch, 2) };
    return [
      { ...place, ...(word === undefined ? {} : { word }), slopeMs: inMs(slope[n]!), fluxMs: inMs(flux[n]!) },
    ];
  });
}

function scoreDetector(
  found: readonly number[],
  targets: readonly number[],
  shifted: readonly number[],
): GridScore {
  const share = (wanted: readonly number[], tolerance: number): number =>
    round(percentOf(countMatches(found, wanted, tolerance), wanted.length));
  const offsets = nearestOffsets(found, targets).filter((offset) => Math.abs(offset) <= OFFSET_REACH);
  return {
    within15: share(targets, STRICT),
    within25: share(targets, LOOSE),
    chance15: share(shifted, STRICT),
    chance25: share(shifted, LOOSE),
    offsetMs: round(median(offsets) * 1000),
    heard: share(targets, OFFSET_REACH),
    found: found.length,
  };
}
