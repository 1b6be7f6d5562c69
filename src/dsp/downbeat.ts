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
const BACKBEAT = [0, -0.2, -0.1, -0.2, 0.6, -0.2, -0.1, -0.2, 0, -0.2, -0.1, -0.2, 0.6, -0.2, -0.1, -0.2];
// biome-ignore format: one bar a line
const HALF_TIME = [0, -0.2, -0.1, -0.2, 0.1, -0.2, -0.1, -0.2, 1, -0.2, -0.1, -0.2, 0.1, -0.2, -0.1, -0.2];

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
export function slotAccents(flux: BandedFlux, beats: Float64Array, slotsPerBeat = SLOTS_PER_BEAT): SlotAccents {
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
  return values.map((value) => Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / deviation)));
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
