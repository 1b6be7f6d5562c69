import { type Attacks, findAttacks } from './attack.js';
import { beatConfidence } from './beat-confidence.js';
import { alignBeats, alignLine } from './beat-grid.js';
import { beatsOfLine, fitLine } from './beat-line.js';
import { type Chromagram, chromagram } from './chroma.js';
import { decimate } from './decimate.js';
import { followBars, slotAccents } from './downbeat.js';
import { barPlaces, rankTempi, trackedSeconds } from './metre.js';
import { type BandedFlux, bandedFlux, FLUX_SAMPLE_RATE } from './spectral-flux.js';
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
  const pulses = trackedSeconds(heard.flux, choice.tappedBpm, choice.tolerance);
  if (pulses.length < LEAST_BEATS) return NO_BEATS;
  const grid = steadyGrid(pulses, heard) ?? freeGrid(pulses, heard);
  const tempoBpm = grid.tempoBpm * choice.octave;
  return {
    tempoBpm,
    ...atOctave(withinMusic(grid, heard), choice.octave),
    confidence: beatConfidence(heard.flux, grid.fluxBeats),
    downbeatConfidence: grid.barMargin / (grid.barMargin + FAIR_MARGIN),
    alternatives: alternativesTo(tempoBpm, ranked),
    isSteady: grid.isSteady,
  };
}

const GIVEN_TOLERANCE = 0.05;
const OCTAVES = [1, 0.5, 2, 0.25, 4];
const LEAST_BEATS = 6;
const FAIR_MARGIN = 0.2; // of the fit of bars, as in barPlaces
const EDGE_SECONDS = 0.02; // a beat this little before the first sound is the first sound's
const STEADY_TOLERANCE = 0.008;
const STEADY_FLUX_SECONDS = 0.03; // spread of flux around a line: three of its frames
const STEADY_SECONDS = 0.008; // spread of the attacks around it, 16 beats at a time
const SILENCE = 1e-3; // of the peak, -60 dB
const FLUX_LEAD_SECONDS = 0.018;
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

interface Heard {
  readonly flux: BandedFlux;
  readonly attacks: Attacks;
  readonly chroma: Chromagram;
  /** First and last sound. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

function listen(samples: Float32Array, sampleRate: number): Heard {
  const low = decimate(samples, sampleRate, FLUX_SAMPLE_RATE);
  const peak = low.samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const isSound = (value: number): boolean => Math.abs(value) > SILENCE * peak;
  return {
    flux: bandedFlux(low.samples, low.sampleRate),
    attacks: findAttacks(low.samples, low.sampleRate),
    chroma: chromagram(low.samples, low.sampleRate),
    firstSeconds: low.samples.findIndex(isSound) / low.sampleRate,
    lastSeconds: low.samples.findLastIndex(isSound) / low.sampleRate,
  };
}

interface Grid extends Bars {
  readonly isSteady: boolean;
  readonly tempoBpm: number;
  /** The same as `beats` on the flux's clock, which is some 18 ms early. */
  readonly fluxBeats: Float64Array;
  /** By how much the chosen start of the bar surpasses the next. */
  readonly barMargin: number;
}

/** Beats on a line; undefined if the piece does not keep to one. */
function steadyGrid(freePulses: Float64Array, heard: Heard): Grid | undefined {
  const tempoBpm = 60 / fitLine(freePulses).periodSeconds;
  // tracked again with so little freedom that a fill or an odd bar cannot throw it off
  const pulses = trackedSeconds(heard.flux, tempoBpm, STEADY_TOLERANCE);
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
function freeGrid(pulses: Float64Array, heard: Heard): Grid {
  const around = [...pulses];
  const [first, second] = [around[0]!, around[1]!];
  for (let n = 1; first - (n - 1) * (second - first) > -EDGE_SECONDS; n++)
    around.unshift(first - n * (second - first));
  const period = around[around.length - 1]! - around[around.length - 2]!;
  while (around[around.length - 1]! < heard.lastSeconds) around.push(around[around.length - 1]! + period);
  const { fluxBeats, ...bars } = placeBars(Float64Array.from(around), heard);
  const beats = alignBeats(fluxBeats, heard.attacks);
  const periods = beats.subarray(1).map((beat, n) => beat - beats[n]!);
  return { isSteady: false, tempoBpm: 60 / periods.sort()[periods.length >> 1]!, fluxBeats, beats, ...bars };
}

/** Moves pulses, which may be off-beats, onto the beats, and says which of these begin bars. */
function placeBars(pulses: Float64Array, heard: Heard): Pick<Grid, 'fluxBeats' | 'downbeats' | 'barMargin'> {
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

type Bars = Pick<BeatTrack, 'beats' | 'downbeats'>;

/** Leaves out the beats before the first and after the last sound. */
function withinMusic({ beats, downbeats }: Bars, { firstSeconds, lastSeconds }: Heard): Bars {
  const from = beats.findIndex((beat) => beat >= firstSeconds - EDGE_SECONDS);
  const to = beats.findLastIndex((beat) => beat <= lastSeconds) + 1;
  return {
    beats: beats.slice(from, to).map((beat) => Math.max(0, beat)),
    downbeats: downbeats.filter((n) => n >= from && n < to).map((n) => n - from),
  };
}

/** Halves the tempo, keeping the first and third beat of every bar, or doubles it by the middles between beats. */
function atOctave(bars: Bars, octave: number): Bars {
  if (octave === 1) return bars;
  const { beats, downbeats } = bars;
  const first = downbeats[0] ?? 0;
  let bar = 0;
  const places = beats.map((_, n) => {
    while (bar + 1 < downbeats.length && downbeats[bar + 1]! <= n) bar++;
    return Math.abs(n - (downbeats[bar] ?? first)) % 2;
  });
  const strong = Int32Array.from(places.keys()).filter((n) => places[n] === 0);
  if (octave > 1) {
    const middles = beats.subarray(1).map((beat, n) => (beat + beats[n]!) / 2);
    const doubled = Float64Array.from({ length: beats.length + middles.length }, (_, n) =>
      n % 2 === 0 ? beats[n / 2]! : middles[(n - 1) / 2]!,
    );
    return atOctave({ beats: doubled, downbeats: strong.map((n) => 2 * n) }, octave / 2);
  }
  const halved = {
    beats: Float64Array.from(strong, (n) => beats[n]!),
    downbeats: downbeats.filter((_, k) => k % 2 === 0).map((n) => strong.indexOf(n)),
  };
  return atOctave(halved, octave * 2);
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
