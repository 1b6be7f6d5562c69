import { findAttacks } from './attack.js';
import { atOctave, EDGE_SECONDS, withinMusic } from './bars.js';
import { beatConfidence } from './beat-confidence.js';
import { type Heard, layBeats } from './beat-grid.js';
import { chromagram } from './chroma.js';
import { decimate } from './decimate.js';
import { rankTempi } from './metre.js';
import { bandedFlux, FLUX_SAMPLE_RATE } from './spectral-flux.js';
import type { TempoCandidate } from './tempo.js';

export { LEAST_BEAT_CONFIDENCE } from './beat-confidence.js';

/** What the caller knows better than the ear; at most one of the three. */
export interface TrackBeatsOptions {
  /** The tempo in beats per minute, known to 5 %, 20 to 400; the exact one is still measured. */
  readonly tempoBpm?: number | undefined;
  /** Take half the tempo that would be found. @default false */
  readonly half?: boolean | undefined;
  /** Take double the tempo that would be found. @default false */
  readonly double?: boolean | undefined;
}

/** The beats of a piece of music. */
export interface BeatTrack {
  /** Mean of a steady piece, median of another, beats per minute; 0 where no beat was found. */
  readonly tempoBpm: number;
  /** Instants at which the sounds on the beats start, shape [beats], seconds, rising, all within the music. */
  readonly beats: Float64Array;
  /** Which of the beats begin bars, four beats each if nothing is odd; indices into `beats`, rising. */
  readonly downbeats: Int32Array;
  /** 0 to 1: whether there is a beat at all, not whether the octave is right; see {@link LEAST_BEAT_CONFIDENCE}. */
  readonly confidence: number;
  /** 0 to 1: how much better bars fit where they are than one, two or three beats later; 0.5 is fair. */
  readonly downbeatConfidence: number;
  /** Other tempi, likeliest first, scores relative to the chosen tempo's 1 (a forced choice may be surpassed). */
  readonly alternatives: readonly TempoCandidate[];
  /** True if the tempo never changes: the beats lie on a line. False for a live one, followed beat by beat. */
  readonly isSteady: boolean;
}

const NO_BEATS: BeatTrack = {
  tempoBpm: 0,
  beats: new Float64Array(0),
  downbeats: new Int32Array(0),
  confidence: 0,
  downbeatConfidence: 0,
  alternatives: [],
  isSteady: false,
};

/**
 * Finds tempo, beats and bars of music, such as an instrumental to rap on. Bars are taken to have four beats. The tempo
 * may drift by some 10 % around its mean; a medley of several tempi should be cut up before.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0
 * @returns empty arrays and confidence 0 for silence and for less than some three seconds
 * @throws {RangeError} if an option or `sampleRate` is out of range, or more than one option is given
 */
export function trackBeats(
  samples: Float32Array,
  sampleRate: number,
  options: TrackBeatsOptions = {},
): BeatTrack {
  checkOptions(options);
  const heard = listen(samples, sampleRate);
  const ranked = rankTempi(heard.flux);
  const choice = chooseTempo(options, ranked);
  if (choice === undefined || !(heard.lastSeconds > heard.firstSeconds)) return NO_BEATS;
  const grid = layBeats(heard, choice.tappedBpm, choice.tolerance);
  if (grid === undefined) return NO_BEATS;
  const tempoBpm = grid.tempoBpm * choice.octave;
  return {
    tempoBpm,
    ...atOctave(withinMusic(grid, heard.firstSeconds, heard.lastSeconds), choice.octave),
    confidence: beatConfidence(heard.flux, grid.fluxBeats),
    downbeatConfidence: grid.barMargin / (grid.barMargin + FAIR_MARGIN),
    alternatives: alternativesTo(tempoBpm, ranked),
    isSteady: grid.isSteady,
  };
}

const GIVEN_TOLERANCE = 0.05;
const OCTAVES = [1, 0.5, 2, 0.25, 4];
const FAIR_MARGIN = 0.2; // of the fit of bars, as in barPlaces
const RINGING_SECONDS = 1; // of a drum or a plucked string; what sounds longer is music
const SILENCE = 1e-3; // of the peak, -60 dB
const SAME_TEMPO = 0.04;
const MOST_ALTERNATIVES = 4;

function checkOptions({ tempoBpm, half = false, double = false }: TrackBeatsOptions): void {
  if (Number(tempoBpm !== undefined) + Number(half) + Number(double) > 1) {
    throw new RangeError('tempoBpm, half and double exclude each other');
  }
  if (tempoBpm !== undefined && !(tempoBpm >= 20 && tempoBpm <= 400)) {
    throw new RangeError(`tempoBpm must be 20 to 400, got ${tempoBpm}`);
  }
}

/** A tempo is tracked where people would tap, as bars are clearest there, and brought to the octave asked for later. */
interface TempoChoice {
  readonly tappedBpm: number;
  /** Wanted tempo over the tapped one: a power of two. */
  readonly octave: number;
  readonly tolerance?: number | undefined;
}

function chooseTempo(options: TrackBeatsOptions, ranked: readonly TempoCandidate[]): TempoChoice | undefined {
  const { tempoBpm, half = false, double = false } = options;
  if (tempoBpm === undefined) {
    return ranked[0] && { tappedBpm: ranked[0].tempoBpm, octave: half ? 0.5 : double ? 2 : 1 };
  }
  for (const { tempoBpm: tapped } of ranked) {
    const octave = OCTAVES.find((ratio) => Math.abs(tempoBpm / (tapped * ratio) - 1) < GIVEN_TOLERANCE);
    if (octave !== undefined) return { tappedBpm: tempoBpm / octave, octave, tolerance: GIVEN_TOLERANCE };
  }
  return { tappedBpm: tempoBpm, octave: 1, tolerance: GIVEN_TOLERANCE };
}

function listen(samples: Float32Array, sampleRate: number): Heard {
  const low = decimate(samples, sampleRate, FLUX_SAMPLE_RATE);
  const peak = low.samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSound = (value: number): boolean => Math.abs(value) > SILENCE * peak;
  const attacks = findAttacks(low.samples, low.sampleRate);
  const lastSound = low.samples.findLastIndex(isSound) / low.sampleRate;
  const lastAttack = attacks.seconds[attacks.seconds.length - 1] ?? -Infinity;
  return {
    flux: bandedFlux(low.samples, low.sampleRate),
    attacks,
    chroma: chromagram(low.samples, low.sampleRate),
    firstSeconds: low.samples.findIndex(isSound) / low.sampleRate,
    // the beat that would follow while the last hit rings out is not one
    lastSeconds: lastSound - lastAttack < RINGING_SECONDS ? lastAttack + EDGE_SECONDS : lastSound,
  };
}

function alternativesTo(tempoBpm: number, ranked: readonly TempoCandidate[]): TempoCandidate[] {
  const isChosen = (other: TempoCandidate): boolean => Math.abs(other.tempoBpm / tempoBpm - 1) < SAME_TEMPO;
  const own = ranked.find(isChosen)?.score ?? ranked[ranked.length - 1]?.score ?? 1;
  return ranked
    .filter((other) => !isChosen(other))
    .map((other) => ({ tempoBpm: sharpened(other.tempoBpm, tempoBpm), score: other.score / own }))
    .filter((other, n, all) => all.findIndex((same) => same.tempoBpm === other.tempoBpm) === n)
    .slice(0, MOST_ALTERNATIVES);
}

/** A rough tempo that is a simple multiple of the measured one is as exact as that. */
function sharpened(rough: number, measured: number): number {
  const ratios = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 4 / 3, 3 / 2, 2, 3, 4];
  const near = ratios.find((ratio) => Math.abs(rough / (ratio * measured) - 1) < SAME_TEMPO);
  return near === undefined ? rough : near * measured;
}
