import type { Attacks } from './attack.js';
import { type BeatLine, beatsOfLine, type FittedLine, robustLine } from './beat-line.js';
import { FLUX_LEAD_SECONDS } from './spectral-flux.js';

const EARLIEST_SECONDS = -0.04; // an attack sounds from this much before a beat of the flux …
const LATEST_SECONDS = 0.05; // … to this much after
const SEGMENTS = 12; // for a short piece; a long one has more, as …
const LONGEST_SEGMENT_BEATS = 16; // … within so many beats a period that is a little off does no harm
const SEGMENT_REACH_SECONDS = 0.025;
const EARLY_SHARE = 0.4; // of the strongest offset, from which an earlier one is the beat: snares like to lie back
const BLUR_SECONDS = 0.004;
const FINE_BLUR_SECONDS = 0.002;

/**
 * Moves a line of beats from the flux's clock onto the attacks, correcting its period on the way.
 *
 * @param line within some 20 ms of the beats
 * @param attacks of the same piece
 * @param durationSeconds length of the piece
 * @returns the line of the attacks, beats numbered as before; its spread is that of stretches of some 16 beats around
 *   it. Where nothing attacks: the same line, later by what flux usually is early, and a spread of Infinity
 */
export function alignLine(line: BeatLine, attacks: Attacks, durationSeconds: number): FittedLine {
  const beats = beatsOfLine(line, 0, durationSeconds);
  const near = offsetsFromBeats(beats, attacks, EARLIEST_SECONDS, LATEST_SECONDS);
  const common = commonOffset(near, BLUR_SECONDS, ANYWHERE);
  const later = (seconds: number): BeatLine => ({ ...line, startSeconds: line.startSeconds + seconds });
  if (common === undefined) return { ...later(FLUX_LEAD_SECONDS), spreadSeconds: Infinity };
  const segmentBeats = Math.max(2, Math.min(LONGEST_SEGMENT_BEATS, Math.floor(beats.length / SEGMENTS)));
  const segments = segmentOffsets(near, common.offset, segmentBeats);
  const { at0, slope, spread } = robustLine(segments.beat, segments.offset, segments.mass);
  const periodSeconds = line.periodSeconds + slope;
  // segments count from the first beat of the piece, the line from wherever it starts
  const skipped = Math.round((beats[0]! - line.startSeconds) / line.periodSeconds);
  const fitted = { startSeconds: beats[0]! + at0 - skipped * periodSeconds, periodSeconds };
  const again = offsetsFromBeats(
    beatsOfLine(fitted, 0, durationSeconds),
    attacks,
    EARLIEST_SECONDS,
    -EARLIEST_SECONDS,
  );
  const rest = commonOffset(again, FINE_BLUR_SECONDS, around(0, 2 * BLUR_SECONDS))?.offset ?? 0;
  return { ...fitted, startSeconds: fitted.startSeconds + rest, spreadSeconds: spread };
}

/** The common offset of each stretch of beats in which there are attacks, by the number of its middle beat. */
function segmentOffsets({ beat, offset, strength }: AttackOffsets, centre: number, segmentBeats: number) {
  const found: { beat: number; offset: number; mass: number }[] = [];
  for (let from = 0; from < beat.length; ) {
    const number = Math.floor(beat[from]! / segmentBeats);
    let to = from;
    while (to < beat.length && Math.floor(beat[to]! / segmentBeats) === number) to++;
    const part = { offset: offset.subarray(from, to), strength: strength.subarray(from, to) };
    const common = commonOffset(part, BLUR_SECONDS, around(centre, SEGMENT_REACH_SECONDS));
    if (common !== undefined) found.push({ beat: (number + 0.5) * segmentBeats - 0.5, ...common });
    from = to;
  }
  return {
    beat: Float64Array.from(found, (segment) => segment.beat),
    offset: Float64Array.from(found, (segment) => segment.offset),
    mass: Float64Array.from(found, (segment) => segment.mass),
  };
}

const PICK_SECONDS = 0.012; // how far a player's attack usually lies from where the track expects it
const STIFFNESS = 30; // of the tempo, against jitter of single beats; about four beats to each side count
const UNHEARD_WEIGHT = 0.05; // of a beat without an attack: there the track of the flux must do
const STRAY_SECONDS = 0.03;

/**
 * Moves beats whose tempo changes from the flux's clock onto the attacks, and evens out the jitter of single ones.
 *
 * @param beats shape [beats], seconds, rising
 * @returns shape [beats], seconds, rising
 */
export function alignBeats(beats: Float64Array, attacks: Attacks): Float64Array {
  const near = offsetsFromBeats(beats, attacks, EARLIEST_SECONDS, LATEST_SECONDS);
  const lead = commonOffset(near, BLUR_SECONDS, ANYWHERE)?.offset ?? FLUX_LEAD_SECONDS;
  const targets = beats.map((beat) => beat + lead);
  const weights = new Float64Array(beats.length).fill(UNHEARD_WEIGHT);
  for (let n = 0; n < near.beat.length; n++) {
    const closeness = Math.exp(-0.5 * ((near.offset[n]! - lead) / PICK_SECONDS) ** 2);
    const weight = closeness * Math.min(1, near.strength[n]!);
    const beat = near.beat[n]!;
    if (weight <= weights[beat]!) continue;
    weights[beat] = weight;
    targets[beat] = beats[beat]! + near.offset[n]!;
  }
  let smooth = smoothSeries(targets, weights, STIFFNESS);
  for (let round = 0; round < 2; round++) {
    const trusted = weights.map(
      (weight, n) => weight / (1 + ((targets[n]! - smooth[n]!) / STRAY_SECONDS) ** 2),
    );
    smooth = smoothSeries(targets, trusted, STIFFNESS);
  }
  return smooth;
}

/**
 * Whittaker's smoother: minimises the weighted squared distance plus `stiffness` times the squared second difference,
 * by elimination on the five diagonals of its normal equations.
 */
function smoothSeries(values: Float64Array, weights: Float64Array, stiffness: number): Float64Array {
  const size = values.length;
  const main = Float64Array.from(weights);
  const next = new Float64Array(size); // between n and n + 1
  const afterNext = new Float64Array(size); // between n and n + 2
  for (let n = 0; n + 2 < size; n++) {
    main[n]! += stiffness;
    main[n + 1]! += 4 * stiffness;
    main[n + 2]! += stiffness;
    next[n]! -= 2 * stiffness;
    next[n + 1]! -= 2 * stiffness;
    afterNext[n]! += stiffness;
  }
  const out = values.map((value, n) => value * weights[n]!);
  for (let n = 0; n < size; n++) {
    const [toNext, toAfter] = [next[n]! / main[n]!, afterNext[n]! / main[n]!];
    if (n + 1 < size) {
      main[n + 1]! -= toNext * next[n]!;
      next[n + 1]! -= toNext * afterNext[n]!;
      out[n + 1]! -= toNext * out[n]!;
    }
    if (n + 2 < size) {
      main[n + 2]! -= toAfter * afterNext[n]!;
      out[n + 2]! -= toAfter * out[n]!;
    }
  }
  for (let n = size - 1; n >= 0; n--) {
    const later = next[n]! * (out[n + 1] ?? 0) + afterNext[n]! * (out[n + 2] ?? 0);
    out[n] = (out[n]! - later) / main[n]!;
  }
  return out;
}

/** Where attacks fall relative to the nearest beat. */
interface AttackOffsets {
  /** Which beat, shape [attacks]. */
  readonly beat: Int32Array;
  /** Seconds after that beat, shape [attacks]. */
  readonly offset: Float64Array;
  /** Shape [attacks]. */
  readonly strength: Float64Array;
}

/** @returns the attacks that lie between `fromSeconds` and `toSeconds` after a beat (negative: before it) */
function offsetsFromBeats(
  beats: Float64Array,
  attacks: Attacks,
  fromSeconds: number,
  toSeconds: number,
): AttackOffsets {
  const beat: number[] = [];
  const offset: number[] = [];
  const strength: number[] = [];
  let nearest = 0;
  for (let n = 0; n < attacks.seconds.length; n++) {
    const time = attacks.seconds[n]!;
    while (nearest + 1 < beats.length && beats[nearest + 1]! + fromSeconds <= time) nearest++;
    const after = time - (beats[nearest] ?? Infinity);
    if (after < fromSeconds || after > toSeconds) continue;
    beat.push(nearest);
    offset.push(after);
    strength.push(attacks.strength[n]!);
  }
  return {
    beat: Int32Array.from(beat),
    offset: Float64Array.from(offset),
    strength: Float64Array.from(strength),
  };
}

const DENSITY_STEP_SECONDS = 0.0005;

interface Range {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}
const ANYWHERE: Range = { fromSeconds: EARLIEST_SECONDS, toSeconds: LATEST_SECONDS };
const around = (centre: number, reach: number): Range => ({
  fromSeconds: centre - reach,
  toSeconds: centre + reach,
});

/**
 * The offset that most attacks in a range share: peak of their density, each attack blurred by `sigmaSeconds`. The
 * earliest peak wins that has {@link EARLY_SHARE} of the highest, both above what attacks all over the range would give.
 *
 * @returns the offset, and the strength gathered there; undefined where there are no attacks in range
 */
function commonOffset(
  { offset, strength }: Pick<AttackOffsets, 'offset' | 'strength'>,
  sigmaSeconds: number,
  { fromSeconds, toSeconds }: Range,
): { offset: number; mass: number } | undefined {
  const used = Array.from(offset.keys()).filter((n) => offset[n]! >= fromSeconds && offset[n]! <= toSeconds);
  if (used.length === 0) return undefined;
  const first = fromSeconds - sigmaSeconds;
  const last = toSeconds + sigmaSeconds;
  const density = new Float64Array(Math.ceil((last - first) / DENSITY_STEP_SECONDS) + 1);
  const reach = Math.ceil((3 * sigmaSeconds) / DENSITY_STEP_SECONDS);
  for (const n of used) {
    const centre = (offset[n]! - first) / DENSITY_STEP_SECONDS;
    const to = Math.min(density.length - 1, Math.round(centre) + reach);
    for (let k = Math.max(0, Math.round(centre) - reach); k <= to; k++) {
      density[k]! +=
        strength[n]! * Math.exp(-0.5 * (((k - centre) * DENSITY_STEP_SECONDS) / sigmaSeconds) ** 2);
    }
  }
  const total = used.reduce((sum, n) => sum + strength[n]!, 0);
  const base = (total * Math.sqrt(2 * Math.PI) * sigmaSeconds) / (last - first);
  const highest = density.reduce((most, value) => Math.max(most, value), 0);
  const enough = Math.min(highest, base + EARLY_SHARE * (highest - base));
  const peak = density.findIndex(
    (value, k) => value >= enough && value >= (density[k - 1] ?? 0) && value >= (density[k + 1] ?? 0),
  );
  return { offset: first + peak * DENSITY_STEP_SECONDS, mass: density[peak]! };
}
