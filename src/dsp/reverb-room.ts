/** Lines of a feedback delay network. */
export const LINES = 8;
/** Samples that pass all lines at a time; no line may be shorter. */
export const SPAN = 32;

/** A room in numbers: what {@link runEarly} and {@link runTail} read and keep. */
export interface Room {
  /** Eight lines, each as long as a power of two, beginning `lineStride` apart. */
  readonly lines: Float64Array;
  readonly lineMask: number;
  readonly lineStride: number;
  readonly lineLengths: Int32Array;
  /** Damping of each line: new = feed · sample + keep · old. */
  readonly feed: Float64Array;
  readonly keep: Float64Array;
  readonly damped: Float64Array;
  /** What comes out of the lines in one span, shape [8, SPAN]. */
  readonly ends: Float64Array;
  readonly tailGain: number;
  /** The input's past: pre-delay and first reflections are read from it. */
  readonly past: Float64Array;
  readonly pastMask: number;
  readonly preDelayLength: number;
  /** Delays of four reflections on the left, then four on the right, and their amplitudes. */
  readonly tapLengths: Int32Array;
  readonly tapGains: Float64Array;
  readonly lowCut: number;
}

/** Writes the input, without its low end, to the past. Returns the low end's new state. */
export function takeInput(
  room: Room,
  input: Float32Array,
  from: number,
  to: number,
  start: number,
  before: number,
): number {
  const { past, pastMask, lowCut } = room;
  let low = before;
  for (let n = from, at = start; n < to; n++, at++) {
    const x = input[n]!;
    low += lowCut * (x - low);
    past[at & pastMask] = x - low;
  }
  return low;
}

/** The first reflections: their sum on the left goes to `left`, on the right to `right`. */
export function runEarly(
  room: Room,
  left: Float32Array,
  right: Float32Array,
  from: number,
  to: number,
  start: number,
): void {
  const { past, pastMask, tapLengths, tapGains } = room;
  const [l0, l1, l2, l3] = [tapLengths[0]!, tapLengths[1]!, tapLengths[2]!, tapLengths[3]!];
  const [r0, r1, r2, r3] = [tapLengths[4]!, tapLengths[5]!, tapLengths[6]!, tapLengths[7]!];
  const [a0, a1, a2, a3] = [tapGains[0]!, tapGains[1]!, tapGains[2]!, tapGains[3]!];
  const [b0, b1, b2, b3] = [tapGains[4]!, tapGains[5]!, tapGains[6]!, tapGains[7]!];
  for (let n = from, at = start; n < to; n++, at++) {
    left[n] =
      a0 * past[(at - l0) & pastMask]! +
      a1 * past[(at - l1) & pastMask]! +
      a2 * past[(at - l2) & pastMask]! +
      a3 * past[(at - l3) & pastMask]!;
    right[n] =
      b0 * past[(at - r0) & pastMask]! +
      b1 * past[(at - r1) & pastMask]! +
      b2 * past[(at - r2) & pastMask]! +
      b3 * past[(at - r3) & pastMask]!;
  }
}

/** Writes `length` damped samples from the end of each line to its row of `ends`. */
function readEnds(room: Room, at: number, length: number): void {
  const { lines, lineMask, lineStride, lineLengths, feed, keep, damped, ends } = room;
  for (let i = 0; i < LINES; i++) {
    const first = (at - lineLengths[i]!) & lineMask;
    const straight = Math.min(length, lineMask + 1 - first); // up to where the line begins anew
    const base = i * lineStride;
    const row = i * SPAN;
    let state = damp(lines, base + first, straight, ends, row, feed[i]!, keep[i]!, damped[i]!);
    if (straight < length)
      state = damp(lines, base, length - straight, ends, row + straight, feed[i]!, keep[i]!, state);
    damped[i] = state;
  }
}

/** A first-order low-pass from one place to another. Returns its last value. */
function damp(
  from: Float64Array,
  first: number,
  length: number,
  to: Float64Array,
  place: number,
  feed: number,
  keep: number,
  state: number,
): number {
  let value = state;
  for (let n = 0; n < length; n++) {
    value = feed * from[first + n]! + keep * value;
    to[place + n] = value;
  }
  return value;
}

/**
 * Mixes the ends by an orthogonal matrix with entries of one size (two 4 × 4 Householder reflections and a butterfly
 * between them), adds the input and feeds the lines.
 */
function feedLines(room: Room, at: number, length: number): void {
  const { lines, lineMask, lineStride, ends, past, pastMask } = room;
  for (let n = 0; n < length; n++) {
    const s0 = ends[n]!;
    const s1 = ends[n + SPAN]!;
    const s2 = ends[n + 2 * SPAN]!;
    const s3 = ends[n + 3 * SPAN]!;
    const s4 = ends[n + 4 * SPAN]!;
    const s5 = ends[n + 5 * SPAN]!;
    const s6 = ends[n + 6 * SPAN]!;
    const s7 = ends[n + 7 * SPAN]!;
    const x = past[(at + n - room.preDelayLength) & pastMask]!;
    const half = 0.5 * (s0 + s1 + s2 + s3);
    const otherHalf = 0.5 * (s4 + s5 + s6 + s7);
    const sum = Math.SQRT1_2 * (half + otherHalf) - x;
    const difference = Math.SQRT1_2 * (half - otherHalf) + x;
    const here = (at + n) & lineMask;
    lines[here] = Math.SQRT1_2 * (s0 + s4) - sum;
    lines[here + lineStride] = Math.SQRT1_2 * (s1 + s5) - sum;
    lines[here + 2 * lineStride] = Math.SQRT1_2 * (s2 + s6) - sum;
    lines[here + 3 * lineStride] = Math.SQRT1_2 * (s3 + s7) - sum;
    lines[here + 4 * lineStride] = Math.SQRT1_2 * (s0 - s4) - difference;
    lines[here + 5 * lineStride] = Math.SQRT1_2 * (s1 - s5) - difference;
    lines[here + 6 * lineStride] = Math.SQRT1_2 * (s2 - s6) - difference;
    lines[here + 7 * lineStride] = Math.SQRT1_2 * (s3 - s7) - difference;
  }
}

/** Adds the tail: four lines are heard on each side. */
export function runTail(
  room: Room,
  left: Float32Array,
  right: Float32Array,
  from: number,
  to: number,
  start: number,
): void {
  const { ends, tailGain } = room;
  for (let n = from; n < to; n += SPAN) {
    const length = Math.min(SPAN, to - n);
    readEnds(room, start + n - from, length);
    feedLines(room, start + n - from, length);
    for (let k = 0; k < length; k++) {
      const onLeft = ends[k]! - ends[k + 2 * SPAN]! + ends[k + 5 * SPAN]! + ends[k + 7 * SPAN]!;
      const onRight = ends[k + SPAN]! - ends[k + 3 * SPAN]! + ends[k + 4 * SPAN]! - ends[k + 6 * SPAN]!;
      left[n + k] = left[n + k]! + tailGain * onLeft;
      right[n + k] = right[n + k]! + tailGain * onRight;
    }
  }
}
