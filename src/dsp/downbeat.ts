import type { BandedFlux } from './spectral-flux.js';

/** Where in its bar music usually puts weight. Slots are sixteenths; values have no unit and a mean near 0. */
interface BarPattern {
  readonly onset: readonly number[];
  readonly low: readonly number[];
  readonly snap: readonly number[];
}

/** Places in a bar of four beats that are told apart. */
export const SLOTS_PER_BAR = 16;
const SLOTS_PER_BEAT = 4;

// What rap, rock and dance music share, in numbers found by ear and by trial on drum patterns of these styles (kick
// and snare of boom bap, trap, drill, house, rock, funk, reggaeton): anything may sound on a beat, the more so on the
// first and third; a kick on the first; little kick where the snare is.
// biome-ignore format: one bar a line
const ONSET = [1, -0.3, 0.1, -0.3, 0.5, -0.3, 0.1, -0.3, 0.7, -0.3, 0.1, -0.3, 0.5, -0.3, 0.1, -0.3];
// biome-ignore format: one bar a line
const LOW = [1, -0.3, -0.1, -0.1, -0.4, -0.3, 0, 0, 0.4, -0.3, 0.15, 0, -0.4, -0.3, 0, 0];
// biome-ignore format: one bar a line
const BACKBEAT = [-0.2, -0.2, -0.1, -0.2, 0.6, -0.2, -0.1, -0.2, -0.2, -0.2, -0.1, -0.2, 0.6, -0.2, -0.1, -0.2];
// biome-ignore format: one bar a line
const HALF_TIME = [-0.4, -0.2, -0.1, -0.2, 0.1, -0.2, -0.1, -0.2, 1, -0.2, -0.1, -0.2, 0.1, -0.2, -0.1, -0.2];

const PATTERNS: readonly BarPattern[] = [
  { onset: ONSET, low: LOW, snap: BACKBEAT },
  { onset: ONSET, low: LOW, snap: HALF_TIME },
];

const WINDOW_SHARE = 0.35; // of a slot, to either side of it
const MOST_DEVIATIONS = 3; // one crash must not outweigh a song

/** Accents at every sixteenth of a track, in standard deviations from the mean; each of shape [slots]. */
export interface SlotAccents {
  readonly onset: Float32Array;
  readonly low: Float32Array;
  readonly snap: Float32Array;
}

/**
 * Reads the accents between beats.
 *
 * @param flux as of the same piece
 * @param beats times on the flux's own clock, shape [beats], seconds, rising
 * @param slotsPerBeat how many equal parts to cut each beat into, >= 1. @default 4
 * @returns shapes [(beats − 1)·slotsPerBeat]
 */
export function slotAccents(
  flux: BandedFlux,
  beats: Float64Array,
  slotsPerBeat = SLOTS_PER_BEAT,
): SlotAccents {
  const read = (values: Float32Array): Float32Array => {
    const slots = new Float32Array(Math.max(0, beats.length - 1) * slotsPerBeat);
    for (let s = 0; s < slots.length; s++) {
      const beat = Math.floor(s / slotsPerBeat);
      const slotFrames = ((beats[beat + 1]! - beats[beat]!) * flux.framesPerSecond) / slotsPerBeat;
      const centre = beats[beat]! * flux.framesPerSecond + (s % slotsPerBeat) * slotFrames;
      const reach = Math.max(1.5, WINDOW_SHARE * slotFrames);
      let peak = 0;
      for (let t = Math.ceil(centre - reach); t <= centre + reach; t++) peak = Math.max(peak, values[t] ?? 0);
      slots[s] = peak;
    }
    return standardise(slots);
  };
  return { onset: read(flux.activation), low: read(flux.lowAccent), snap: read(flux.snapAccent) };
}

function standardise(values: Float32Array): Float32Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  const deviation = Math.sqrt(variance) + 1e-6;
  return values.map((value) =>
    Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / deviation)),
  );
}

/**
 * How well the accents fit a usual bar, if bars began at each of its sixteen places.
 *
 * @returns mean per slot in standard deviations, shape [16]; entry n: a bar begins in slot n. 0 where nothing fits,
 *   0.3 to 0.9 at the right place of music with drums
 */
export function barFits(accents: SlotAccents): Float64Array {
  const fits = new Float64Array(SLOTS_PER_BAR).fill(-Infinity);
  const sums = foldIntoBar(accents);
  const slots = Math.max(1, accents.onset.length);
  for (const pattern of PATTERNS) {
    for (let shift = 0; shift < SLOTS_PER_BAR; shift++) {
      let fit = 0;
      for (let p = 0; p < SLOTS_PER_BAR; p++) {
        const slot = (p + shift) % SLOTS_PER_BAR;
        fit += pattern.onset[p]! * sums.onset[slot]!;
        fit += pattern.low[p]! * sums.low[slot]! + pattern.snap[p]! * sums.snap[slot]!;
      }
      fits[shift] = Math.max(fits[shift]!, fit / slots);
    }
  }
  return fits;
}

function foldIntoBar({ onset, low, snap }: SlotAccents): Record<keyof SlotAccents, Float64Array> {
  const fold = (values: Float32Array): Float64Array => {
    const sums = new Float64Array(SLOTS_PER_BAR);
    for (let s = 0; s < values.length; s++) sums[s % SLOTS_PER_BAR]! += values[s]!;
    return sums;
  };
  return { onset: fold(onset), low: fold(low), snap: fold(snap) };
}

const JUMP_COST = 25; // in deviations: some eight bars of clear drums must speak for a change of the bar's start

/**
 * Follows the bars beat by beat, so that a bar of two or six beats does not spoil all that come after it.
 *
 * @param accents four slots to the beat, the first one on a beat
 * @param favour how well each of the first four beats suits as the first of a bar, over the whole piece, per slot as
 *   {@link barFits}, shape [4]; what the accents say is only used where they say something else than on the whole
 * @returns numbers of the beats that begin bars, rising
 */
export function followBars(accents: SlotAccents, favour: ArrayLike<number>): Int32Array {
  const gains = gainsByBeat(accents, favour);
  const beats = gains.length / 4;
  const scores = new Float64Array(4); // of the best way so far that ends with each phase
  const from = new Uint8Array(4 * beats);
  for (let n = 0; n < beats; n++) {
    const best = scores.indexOf(Math.max(...scores));
    const jump = scores[best]! - JUMP_COST;
    for (let phase = 0; phase < 4; phase++) {
      from[4 * n + phase] = jump > scores[phase]! ? best : phase;
      scores[phase] = Math.max(scores[phase]!, jump) + gains[4 * n + phase]!;
    }
  }
  const starts: number[] = [];
  let phase = scores.indexOf(Math.max(...scores));
  for (let n = beats - 1; n >= 0; n--) {
    if (n % 4 === phase) starts.push(n);
    phase = from[4 * n + phase]!;
  }
  return Int32Array.from(starts.reverse());
}

/** What each beat adds to each phase (beats of the number `phase` modulo 4 begin bars); shape [beats, 4]. */
function gainsByBeat(accents: SlotAccents, favour: ArrayLike<number>): Float64Array {
  const slots = accents.onset.length;
  const beats = Math.ceil(slots / SLOTS_PER_BEAT);
  const likeliest = [0, 1, 2, 3].reduce((best, phase) => (favour[phase]! > favour[best]! ? phase : best), 0);
  const [backbeat, halfTime] = PATTERNS.map((pattern) => fitAt(pattern, accents, likeliest)) as [
    number,
    number,
  ];
  const pattern = PATTERNS[halfTime > backbeat ? 1 : 0]!;
  const gains = new Float64Array(4 * beats);
  for (let phase = 0; phase < 4; phase++) {
    const onTheWhole = fitAt(pattern, accents, phase) / Math.max(1, beats);
    for (let n = 0; n < beats; n++) {
      const here = accentsAt(pattern, accents, n, phase);
      gains[4 * n + phase] = here - onTheWhole + SLOTS_PER_BEAT * favour[phase]!;
    }
  }
  return gains;
}

/** Sum over the whole piece. */
function fitAt(pattern: BarPattern, accents: SlotAccents, phase: number): number {
  let sum = 0;
  for (let n = 0; SLOTS_PER_BEAT * n < accents.onset.length; n++)
    sum += accentsAt(pattern, accents, n, phase);
  return sum;
}

function accentsAt(
  pattern: BarPattern,
  { onset, low, snap }: SlotAccents,
  beat: number,
  phase: number,
): number {
  const first = SLOTS_PER_BEAT * beat;
  const place = SLOTS_PER_BEAT * ((beat - phase + 4) % 4);
  let sum = 0;
  for (let k = 0; k < SLOTS_PER_BEAT && first + k < onset.length; k++) {
    sum += pattern.onset[place + k]! * onset[first + k]!;
    sum += pattern.low[place + k]! * low[first + k]! + pattern.snap[place + k]! * snap[first + k]!;
  }
  return sum;
}
