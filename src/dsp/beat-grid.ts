import { alignBeats, alignLine } from './align-beats.js';
import type { Attacks } from './attack.js';
import { type Bars, EDGE_SECONDS } from './bars.js';
import { trackPulse } from './beat.js';
import { beatsOfLine, fitLine } from './beat-line.js';
import type { Chromagram } from './chroma.js';
import { followBars, slotAccents } from './downbeat.js';
import { barPlaces } from './metre.js';
import { type BandedFlux, FLUX_LEAD_SECONDS } from './spectral-flux.js';

/** What is heard of a piece of music before its beats are known. */
export interface Heard {
  readonly flux: BandedFlux;
  readonly attacks: Attacks;
  readonly chroma: Chromagram;
  /** First and last sound. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

/** The beats of a piece, and how it was with them. */
export interface BeatGrid extends Bars {
  /** Whether they lie on a line. */
  readonly isSteady: boolean;
  /** Mean of a steady piece, median of another. */
  readonly tempoBpm: number;
  /** The same as `beats` on the flux's clock, which is some 18 ms early. */
  readonly fluxBeats: Float64Array;
  /** By how much the chosen start of the bar surpasses the next best, as in `barPlaces`; >= 0. */
  readonly barMargin: number;
}

const LEAST_BEATS = 6;
const STEADY_TOLERANCE = 0.008; // of the tempo, when it is tried whether the piece keeps to one
const STEADY_FLUX_SECONDS = 0.03; // spread of flux around a line: three of its frames
const STEADY_SECONDS = 0.008; // spread of the attacks around it, 16 beats at a time

/**
 * Lays beats through a piece: on a line if it keeps to one, else one by one.
 *
 * @param tempoBpm roughly
 * @param tolerance how far the momentary tempo may stray from that, as in `trackPulse`
 * @returns undefined for fewer than 6 beats
 */
export function layBeats(heard: Heard, tempoBpm: number, tolerance?: number): BeatGrid | undefined {
  const pulses = track(heard, tempoBpm, tolerance);
  if (pulses.length < LEAST_BEATS) return undefined;
  return steadyGrid(pulses, heard) ?? freeGrid(pulses, heard);
}

function track({ flux }: Heard, tempoBpm: number, tolerance?: number): Float64Array {
  return trackPulse(flux.activation, { framesPerSecond: flux.framesPerSecond, tempoBpm, tolerance });
}

/** Beats on a line; undefined if the piece does not keep to one. */
function steadyGrid(freePulses: Float64Array, heard: Heard): BeatGrid | undefined {
  const tempoBpm = 60 / fitLine(freePulses).periodSeconds;
  // tracked again with so little freedom that a fill or an odd bar cannot throw it off
  const pulses = track(heard, tempoBpm, STEADY_TOLERANCE);
  if (pulses.length < LEAST_BEATS) return undefined;
  const line = fitLine(pulses);
  if (line.spreadSeconds > STEADY_FLUX_SECONDS) return undefined;
  const around = beatsOfLine(
    line,
    -EDGE_SECONDS - line.periodSeconds,
    heard.lastSeconds + line.periodSeconds,
  );
  const { fluxBeats, ...bars } = placeBars(around, heard);
  const start = { startSeconds: fluxBeats[0]!, periodSeconds: line.periodSeconds };
  const aligned = alignLine(start, heard.attacks, heard.lastSeconds);
  // where nothing attacks there is nothing finer than the flux to judge by
  if (Number.isFinite(aligned.spreadSeconds) && aligned.spreadSeconds > STEADY_SECONDS) return undefined;
  const beats = fluxBeats.map((_, n) => aligned.startSeconds + n * aligned.periodSeconds);
  return { isSteady: true, tempoBpm: 60 / aligned.periodSeconds, fluxBeats, beats, ...bars };
}

/** Beats that follow a changing tempo. */
function freeGrid(pulses: Float64Array, heard: Heard): BeatGrid {
  const around = goOn(pulses, heard.lastSeconds);
  const { fluxBeats, ...bars } = placeBars(around, heard);
  const beats = alignBeats(fluxBeats, heard.attacks);
  const periods = beats.subarray(1).map((beat, n) => beat - beats[n]!);
  return { isSteady: false, tempoBpm: 60 / periods.sort()[periods.length >> 1]!, fluxBeats, beats, ...bars };
}

/** Adds beats at the distance of the outermost two before the first and after the last, over the whole piece. */
function goOn(pulses: Float64Array, lastSeconds: number): Float64Array {
  const end = pulses.length - 1;
  const [first, last] = [pulses[0]!, pulses[end]!];
  const [firstPeriod, lastPeriod] = [pulses[1]! - first, last - pulses[end - 1]!];
  const before = Math.max(0, Math.ceil((first + EDGE_SECONDS) / firstPeriod));
  const after = Math.max(0, Math.ceil((lastSeconds - last) / lastPeriod));
  return Float64Array.from({ length: before + pulses.length + after }, (_, n) => {
    const index = n - before;
    if (index < 0) return first + index * firstPeriod;
    return index > end ? last + (index - end) * lastPeriod : pulses[index]!;
  });
}

/** Moves pulses, which may be off-beats, onto the beats, and says which of these begin bars. */
function placeBars(
  pulses: Float64Array,
  heard: Heard,
): Pick<BeatGrid, 'fluxBeats' | 'downbeats' | 'barMargin'> {
  const places = barPlaces(pulses, { ...heard, firstSoundSeconds: firstAttack(heard) - FLUX_LEAD_SECONDS });
  const sixteenths = places.indexOf(Math.max(...places)) % 4;
  const fluxBeats = pulses
    .subarray(0, -1)
    .map((pulse, n) => pulse + (sixteenths / 4) * (pulses[n + 1]! - pulse));
  const favour = [0, 1, 2, 3].map((beat) => places[4 * beat + sixteenths]!);
  const [best, next] = [...favour].sort((one, other) => other - one) as [number, number];
  const downbeats = followBars(slotAccents(heard.flux, fluxBeats), favour);
  return { fluxBeats, downbeats, barMargin: best - next };
}

/** First attack that is not much softer than most; the first sound of any kind if there is none. */
function firstAttack({ attacks, firstSeconds }: Heard): number {
  const sorted = Float32Array.from(attacks.strength).sort();
  const loud = sorted[Math.floor(0.9 * sorted.length)] ?? 0;
  const first = attacks.strength.findIndex((strength) => strength > 0.3 * loud);
  return attacks.seconds[first] ?? firstSeconds;
}
