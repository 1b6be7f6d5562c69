import type { BlockProcessor } from './types.js';
import { dbToGain } from './units.js';

/** Second-order section H(z) = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²). */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Quality of a second-order Butterworth section: the steepest without a bump. */
const BUTTERWORTH_Q = Math.SQRT1_2;

/** The two quantities every design of the cookbook begins with. */
function prewarp(sampleRate: number, hz: number, q: number): { cos: number; alpha: number } {
  if (!(hz > 0 && hz < sampleRate / 2)) {
    throw new RangeError(`frequency must lie between 0 and ${sampleRate / 2} Hz, got ${hz}`);
  }
  if (!(q > 0)) throw new RangeError(`q must be > 0, got ${q}`);
  const omega = (2 * Math.PI * hz) / sampleRate; // [rad/cycle]·[cycles/s]/[samples/s] = [rad/sample]
  return { cos: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) };
}

/** Divides by a0, so that the running filter need not. */
function section(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 };
}

/**
 * Low-pass, 12 dB/octave, gain 1 at 0 Hz.
 *
 * @param q 0.707 is flat; higher values ring at the cutoff
 * @throws {RangeError} unless 0 < cutoffHz < sampleRate / 2 and q > 0; the other designs alike
 * @see Bristow-Johnson, "Cookbook formulae for audio EQ biquad filter coefficients"
 */
export function lowPass(sampleRate: number, cutoffHz: number, q = BUTTERWORTH_Q): Biquad {
  const { cos, alpha } = prewarp(sampleRate, cutoffHz, q);
  return section((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** High-pass, 12 dB/octave, gain 1 at half the sample rate. See {@link lowPass}. */
export function highPass(sampleRate: number, cutoffHz: number, q = BUTTERWORTH_Q): Biquad {
  const { cos, alpha } = prewarp(sampleRate, cutoffHz, q);
  return section((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Band-pass, gain 1 and phase 0 at the centre; q = centre / bandwidth. See {@link lowPass}. */
export function bandPass(sampleRate: number, centreHz: number, q: number): Biquad {
  const { cos, alpha } = prewarp(sampleRate, centreHz, q);
  return section(alpha, 0, -alpha, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Notch: gain 0 at the centre, 1 far from it. See {@link lowPass}. */
export function notch(sampleRate: number, centreHz: number, q: number): Biquad {
  const { cos, alpha } = prewarp(sampleRate, centreHz, q);
  return section(1, -2 * cos, 1, 1 + alpha, -2 * cos, 1 - alpha);
}

/** Bell: `gainDb` at the centre, 0 dB far from it. See {@link lowPass}. */
export function peak(sampleRate: number, centreHz: number, q: number, gainDb: number): Biquad {
  const { cos, alpha } = prewarp(sampleRate, centreHz, q);
  const a = Math.sqrt(dbToGain(gainDb));
  return section(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
}

/** Low shelf: `gainDb` at 0 Hz, half of it (in dB) at the corner, 0 dB above. See {@link lowPass}. */
export function lowShelf(sampleRate: number, cornerHz: number, gainDb: number, q = BUTTERWORTH_Q): Biquad {
  const { cos, alpha } = prewarp(sampleRate, cornerHz, q);
  const a = Math.sqrt(dbToGain(gainDb));
  const slope = 2 * Math.sqrt(a) * alpha;
  const [up, down] = [a + 1, a - 1];
  return section(
    a * (up - down * cos + slope),
    2 * a * (down - up * cos),
    a * (up - down * cos - slope),
    up + down * cos + slope,
    -2 * (down + up * cos),
    up + down * cos - slope,
  );
}

/** High shelf: `gainDb` above, half of it (in dB) at the corner, 0 dB at 0 Hz. See {@link lowPass}. */
export function highShelf(sampleRate: number, cornerHz: number, gainDb: number, q = BUTTERWORTH_Q): Biquad {
  const { cos, alpha } = prewarp(sampleRate, cornerHz, q);
  const a = Math.sqrt(dbToGain(gainDb));
  const slope = 2 * Math.sqrt(a) * alpha;
  const [up, down] = [a + 1, a - 1];
  return section(
    a * (up + down * cos + slope),
    -2 * a * (down + up * cos),
    a * (up + down * cos - slope),
    up - down * cos + slope,
    2 * (down - up * cos),
    up - down * cos - slope,
  );
}

/** Gain (amplitude ratio) of a cascade at one frequency. */
export function gainAt(sections: readonly Biquad[], hz: number, sampleRate: number): number {
  const omega = (2 * Math.PI * hz) / sampleRate;
  const [c1, s1, c2, s2] = [Math.cos(omega), Math.sin(omega), Math.cos(2 * omega), Math.sin(2 * omega)];
  let power = 1;
  for (const { b0, b1, b2, a1, a2 } of sections) {
    const above = (b0 + b1 * c1 + b2 * c2) ** 2 + (b1 * s1 + b2 * s2) ** 2;
    power *= above / ((1 + a1 * c1 + a2 * c2) ** 2 + (a1 * s1 + a2 * s2) ** 2);
  }
  return Math.sqrt(power);
}

/** A filter of one channel that keeps its state between calls. */
export interface SampleFilter {
  /** Filters `samples[from]` up to, not including, `samples[to]`, in place. */
  run(samples: Float32Array, from: number, to: number): void;
}

/** Samples between two flushes; counted from the first sample, so that block sizes change no bit. */
const FLUSH_LENGTH = 256;
/** A state below this (−500 dB) is set to 0: it is inaudible, and denormal numbers are many times slower. */
const FLUSH_BELOW = 1e-25;

/** Bypass: lets an odd section run in a pair. */
const THROUGH: Biquad = { b0: 1, b1: 0, b2: 0, a1: 0, a2: 0 };

/**
 * Two sections in one pass: the second hides in the first one's waiting time. In this form of the recursion one
 * multiplication and one addition lie between a state and the next, half of the transposed direct form.
 *
 * @param c b0, b1 − a1·b0, b2 − a2·b0, a1, a2 of both sections
 */
function runPair(
  samples: Float32Array,
  from: number,
  to: number,
  c: Float64Array,
  state: Float64Array,
): void {
  const [p0, p1, p2, pa1, pa2] = [c[0]!, c[1]!, c[2]!, c[3]!, c[4]!];
  const [q0, q1, q2, qa1, qa2] = [c[5]!, c[6]!, c[7]!, c[8]!, c[9]!];
  let [s1, s2, t1, t2] = [state[0]!, state[1]!, state[2]!, state[3]!];
  for (let n = from; n < to; n++) {
    const x = samples[n]!;
    const y = p0 * x + s1;
    const next = p1 * x + s2 - pa1 * s1;
    s2 = p2 * x - pa2 * s1;
    s1 = next;
    samples[n] = q0 * y + t1;
    const after = q1 * y + t2 - qa1 * t1;
    t2 = q2 * y - qa2 * t1;
    t1 = after;
  }
  state[0] = s1;
  state[1] = s2;
  state[2] = t1;
  state[3] = t2;
}

const coefficients = ({ b0, b1, b2, a1, a2 }: Biquad): number[] => [b0, b1 - a1 * b0, b2 - a2 * b0, a1, a2];

/** Filters one channel through `sections` in turn; states are double precision. */
export function createSampleFilter(sections: readonly Biquad[]): SampleFilter {
  const pairs: { c: Float64Array; state: Float64Array }[] = [];
  for (let k = 0; k < sections.length; k += 2) {
    const c = [...coefficients(sections[k]!), ...coefficients(sections[k + 1] ?? THROUGH)];
    pairs.push({ c: Float64Array.from(c), state: new Float64Array(4) });
  }
  let sinceFlush = 0;
  return {
    run(samples, from, to) {
      for (let n = from; n < to; ) {
        const end = Math.min(to, n + FLUSH_LENGTH - sinceFlush);
        for (const { c, state } of pairs) runPair(samples, n, end, c, state);
        sinceFlush += end - n;
        n = end;
        if (sinceFlush < FLUSH_LENGTH) continue;
        sinceFlush = 0;
        for (const { state } of pairs) {
          for (let k = 0; k < 4; k++) if (Math.abs(state[k]!) < FLUSH_BELOW) state[k] = 0;
        }
      }
    },
  };
}

/**
 * Runs every channel through `sections` in turn, in place. The delay is the filters' own; nothing is buffered.
 *
 * @param channelCount channels that `process` will get, >= 1
 */
export function createBiquadCascade(sections: readonly Biquad[], channelCount = 1): BlockProcessor {
  const filters = Array.from({ length: channelCount }, () => createSampleFilter(sections));
  return {
    process(channels) {
      for (let c = 0; c < channelCount; c++) filters[c]!.run(channels[c]!, 0, channels[c]!.length);
    },
  };
}
