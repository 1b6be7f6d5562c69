import type { Biquad } from './filter.js';
import type { Pcm } from './types.js';
import { powerToDb } from './units.js';

/** Loudness of a programme as ITU-R BS.1770-4 and EBU Tech 3341/3342 define it. */
export interface Loudness {
  /** Gated loudness of the whole, LUFS; −Infinity below 400 ms of sound or where all of it is below −70 LUFS. */
  readonly integratedLufs: number;
  /** Loudest 400 ms, LUFS; −Infinity where there is less. */
  readonly momentaryMaxLufs: number;
  /** Loudest 3 s, LUFS; −Infinity where there is less. */
  readonly shortTermMaxLufs: number;
  /** Loudness range, LU >= 0; 0 where there are less than 3 s. */
  readonly rangeLu: number;
}

/** Measures loudness while sound passes; it changes nothing. */
export interface LoudnessMeter {
  /** Takes the next samples of every channel. */
  process(channels: readonly Float32Array[]): void;
  /** Loudness of all that came so far. */
  result(): Loudness;
}

/** See {@link createLoudnessMeter}. */
export interface LoudnessMeterOptions {
  /** Samples per second, >= 8000. */
  readonly sampleRate: number;
  /** Channels that `process` will get, >= 1. */
  readonly channelCount: number;
  /** Power weight of each channel; the standard gives 1.41 to surround channels. @default 1 for each */
  readonly weights?: readonly number[] | undefined;
}

/** Steps of the running windows, 10 ms: a burst of 400 ms is measured as such wherever it begins. */
const SLOTS_PER_SECOND = 100;
const MOMENTARY_SLOTS = 40;
const SHORT_TERM_SLOTS = 300;
/** Gating blocks of 400 ms begin every 100 ms (75 % overlap). */
const HOP_SLOTS = 10;
const ABSOLUTE_GATE_LUFS = -70;
const INTEGRATED_GATE_LU = 10;
const RANGE_GATE_LU = 20;
/** A filter state below this (−500 dB) is set to 0: denormal numbers are slow. */
const FLUSH_BELOW = 1e-25;

const powerToLufs = (power: number): number => -0.691 + powerToDb(power);
const lufsToPower = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/**
 * K-weighting for any rate: the analogue prototypes behind the standard's 48 kHz coefficients (a shelf for the
 * head, then a high-pass), by the bilinear transform.
 *
 * @see ITU-R BS.1770-4, Annex 1, tables 1 and 2
 */
export function kWeighting(sampleRate: number): [shelf: Biquad, highPass: Biquad] {
  if (!(sampleRate >= 8000)) throw new RangeError(`sampleRate must be >= 8000, got ${sampleRate}`);
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate);
  const kq = k / 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + kq + k * k;
  const shelf = {
    b0: (high + band * kq + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - band * kq + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - kq + k * k) / a0,
  };
  const h = Math.tan((Math.PI * 38.13547087602444) / sampleRate);
  const hq = h / 0.5003270373238773;
  const c0 = 1 + hq + h * h;
  // the standard leaves this numerator unscaled
  return [shelf, { b0: 1, b1: -2, b2: 1, a1: (2 * (h * h - 1)) / c0, a2: (1 - hq + h * h) / c0 }];
}

/** Places in the state of {@link addWeightedEnergy}: four filter states, then the energy so far. */
const STATE_LENGTH = 5;
const ENERGY = 4;

/** Coefficients of both sections as {@link addWeightedEnergy} wants them: b0, b1 − a1·b0, b2 − a2·b0, a1, a2. */
function weightingCoefficients(sampleRate: number): Float64Array {
  const [p, q] = kWeighting(sampleRate);
  return Float64Array.from([
    ...[p.b0, p.b1 - p.a1 * p.b0, p.b2 - p.a2 * p.b0, p.a1, p.a2],
    ...[q.b1 - q.a1, q.b2 - q.a2, q.a1, q.a2],
  ]);
}

/** One channel: K-weighting and the energy of what passed, in one loop; the recursion is that of filter.ts. */
function addWeightedEnergy(
  x: Float32Array,
  from: number,
  to: number,
  c: Float64Array,
  state: Float64Array,
): void {
  const [p0, p1, p2, pa1, pa2] = [c[0]!, c[1]!, c[2]!, c[3]!, c[4]!];
  const [q1, q2, qa1, qa2] = [c[5]!, c[6]!, c[7]!, c[8]!];
  let [s1, s2, t1, t2, energy] = [state[0]!, state[1]!, state[2]!, state[3]!, state[ENERGY]!];
  for (let n = from; n < to; n++) {
    const input = x[n]!;
    const y = p0 * input + s1;
    const next = p1 * input + s2 - pa1 * s1;
    s2 = p2 * input - pa2 * s1;
    s1 = next;
    const z = y + t1;
    const after = q1 * y + t2 - qa1 * t1;
    t2 = q2 * y - qa2 * t1;
    t1 = after;
    energy += z * z;
  }
  state[0] = s1;
  state[1] = s2;
  state[2] = t1;
  state[3] = t2;
  state[ENERGY] = energy;
}

/** Energy since the last call. */
function takeEnergy(state: Float64Array): number {
  const energy = state[ENERGY]!;
  state[ENERGY] = 0;
  for (let k = 0; k < ENERGY; k++) if (Math.abs(state[k]!) < FLUSH_BELOW) state[k] = 0;
  return energy;
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Values above the absolute gate and above the gate `relativeLu` under their own mean power. */
function gate(powers: readonly number[], relativeLu: number): number[] {
  const absolute = lufsToPower(ABSOLUTE_GATE_LUFS);
  const loud = powers.filter((power) => power > absolute);
  const relative = mean(loud) * 10 ** (-relativeLu / 10); // NaN where nothing is loud: then nothing passes
  return loud.filter((power) => power > relative);
}

/** Distance of the 10th and the 95th percentile of the gated short-term loudness, by EBU Tech 3342. */
function loudnessRange(shortTermPowers: readonly number[]): number {
  const kept = gate(shortTermPowers, RANGE_GATE_LU).sort((a, b) => a - b);
  if (kept.length === 0) return 0;
  const at = (share: number): number => kept[Math.round((kept.length - 1) * share)]!;
  return powerToDb(at(0.95) / at(0.1));
}

/**
 * Mean of the newest `slots` values of a ring; `next` is where the next value will stand. Summed anew each time: a
 * running sum would keep rounding errors of loud passages in quiet ones.
 */
function newestMean(ring: Float64Array, next: number, slots: number): number {
  const first = next - slots;
  let sum = 0;
  for (let k = first + ring.length; k < ring.length; k++) sum += ring[k]!;
  for (let k = Math.max(0, first); k < next; k++) sum += ring[k]!;
  return sum / slots;
}

/**
 * A meter of integrated, momentary and short-term loudness and of the loudness range. Mono counts as one channel:
 * the same sound on two reads 3 LU more.
 *
 * @throws {RangeError} if sampleRate < 8000, channelCount < 1, or there is not one weight for each channel
 * @see ITU-R BS.1770-4; EBU Tech 3341 and 3342
 */
export function createLoudnessMeter(options: LoudnessMeterOptions): LoudnessMeter {
  const { sampleRate, channelCount } = options;
  const weights = options.weights ?? new Array<number>(Math.max(0, channelCount)).fill(1);
  if (channelCount < 1 || weights.length !== channelCount) {
    throw new RangeError(`${channelCount} channels with ${weights.length} weights`);
  }
  const coefficients = weightingCoefficients(sampleRate);
  const states = weights.map(() => new Float64Array(STATE_LENGTH));
  const ring = new Float64Array(SHORT_TERM_SLOTS);
  const gatingPowers: number[] = [];
  const shortTermPowers: number[] = [];
  let [momentaryMax, shortTermMax, slotCount, slotStart, position] = [0, 0, 0, 0, 0];
  // slots begin at the nearest sample to their time, so that odd rates do not drift
  const slotEndAfter = (count: number): number => Math.round(((count + 1) * sampleRate) / SLOTS_PER_SECOND);
  let slotEnd = slotEndAfter(0);

  function closeSlot(): void {
    let power = 0;
    for (let c = 0; c < channelCount; c++) power += weights[c]! * takeEnergy(states[c]!);
    const next = (slotCount % SHORT_TERM_SLOTS) + 1;
    ring[next - 1] = power / (slotEnd - slotStart);
    slotCount++;
    slotStart = slotEnd;
    slotEnd = slotEndAfter(slotCount);
    if (slotCount < MOMENTARY_SLOTS) return;
    const momentary = newestMean(ring, next, MOMENTARY_SLOTS);
    momentaryMax = Math.max(momentaryMax, momentary);
    const isHop = slotCount % HOP_SLOTS === 0;
    if (isHop) gatingPowers.push(momentary);
    if (slotCount < SHORT_TERM_SLOTS) return;
    const shortTerm = newestMean(ring, next, SHORT_TERM_SLOTS);
    shortTermMax = Math.max(shortTermMax, shortTerm);
    if (isHop) shortTermPowers.push(shortTerm);
  }

  return {
    process(channels) {
      const length = channels[0]!.length;
      for (let n = 0; n < length; ) {
        const end = Math.min(length, n + slotEnd - position);
        for (let c = 0; c < channelCount; c++)
          addWeightedEnergy(channels[c]!, n, end, coefficients, states[c]!);
        position += end - n;
        n = end;
        if (position === slotEnd) closeSlot();
      }
    },
    result() {
      const gated = gate(gatingPowers, INTEGRATED_GATE_LU);
      return {
        integratedLufs: gated.length > 0 ? powerToLufs(mean(gated)) : -Infinity,
        momentaryMaxLufs: powerToLufs(momentaryMax),
        shortTermMaxLufs: powerToLufs(shortTermMax),
        rangeLu: loudnessRange(shortTermPowers),
      };
    },
  };
}

/** Loudness of a whole sound in memory. See {@link createLoudnessMeter}. */
export function measureLoudness({ sampleRate, channels }: Pcm): Loudness {
  const meter = createLoudnessMeter({ sampleRate, channelCount: channels.length });
  meter.process(channels);
  return meter.result();
}
