import { SEND_GRID, type SendCore } from './stereo-send.js';

/** Lines of a feedback delay network. */
export const LINES = 8;
/** Samples that pass all lines at a time; no line may be shorter. */
export const SPAN = 32;

/** A room in numbers. Lengths are samples. */
export interface RoomShape {
  /** Of eight lines. */
  readonly lineLengths: Int32Array;
  /** Damping of each line: new = feed · sample + keep · old. */
  readonly feed: Float64Array;
  readonly keep: Float64Array;
  readonly tailGain: number;
  readonly preDelayLength: number;
  /** Delays of four reflections on the left, then four on the right, and their amplitudes. */
  readonly tapLengths: Int32Array;
  readonly tapGains: Float64Array;
  /** Share of the low end that follows the input in one sample. */
  readonly lowCut: number;
}

/** What sounds in a room: at most {@link SEND_GRID} samples at a time. */
export type RoomCore = Pick<SendCore, 'run' | 'clear'>;

/** A room and what {@link runEarly} and {@link runTail} keep of it. */
interface Room extends RoomShape {
  /** Eight lines, each as long as a power of two, beginning `lineStride` apart. */
  readonly lines: Float64Array;
  readonly lineMask: number;
  readonly lineStride: number;
  readonly damped: Float64Array;
  /** What comes out of the lines in one span, shape [8, SPAN]. */
  readonly ends: Float64Array;
  /** The input's past: pre-delay and first reflections are read from it. */
  readonly past: Float64Array;
  readonly pastMask: number;
}

/** Five cache lines. */
const CACHE_OFFSET = 40;

const powerOfTwoFor = (length: number): number => 2 ** Math.ceil(Math.log2(length + 1));

/** A room in plain TypeScript. */
export function createPlainRoom(shape: RoomShape): RoomCore {
  const lineSize = powerOfTwoFor(Math.max(...shape.lineLengths));
  const pastSize = powerOfTwoFor(Math.max(...shape.tapLengths) + SEND_GRID);
  // lines that begin a power of two apart would compete for the same places in the cache
  const lineStride = lineSize + CACHE_OFFSET;
  const room: Room = {
    ...shape,
    lines: new Float64Array(LINES * lineStride),
    lineMask: lineSize - 1,
    lineStride,
    damped: new Float64Array(LINES),
    ends: new Float64Array(LINES * SPAN),
    past: new Float64Array(pastSize),
    pastMask: pastSize - 1,
  };
  let [place, low] = [0, 0];
  return {
    run(input, left, right, from, to) {
      low = takeInput(room, input, from, to, place, low);
      runEarly(room, left, right, from, to, place);
      runTail(room, left, right, from, to, place);
      place = (place + to - from) & 0x3fffffff; // a multiple of every size, so that it can run for ever
    },
    clear() {
      for (const memory of [room.lines, room.damped, room.past]) memory.fill(0);
      low = 0;
    },
  };
}

/** Writes the input, without its low end, to the past. Returns the low end's new state. */
function takeInput(
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
function runEarly(
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

/**
 * Writes `length` damped samples from the ends of lines `i` and `i` + 1 to their rows of `ends`; two lines at a time,
 * as one damping alone would mostly wait for its own last value.
 */
function readEnds(room: Room, at: number, length: number, i: number): void {
  const { lines, lineMask, lineStride, ends } = room;
  const feed = room.feed[i]!;
  const keep = room.keep[i]!;
  const otherFeed = room.feed[i + 1]!;
  const otherKeep = room.keep[i + 1]!;
  const base = i * lineStride;
  const otherBase = base + lineStride;
  const first = at - room.lineLengths[i]!;
  const otherFirst = at - room.lineLengths[i + 1]!;
  const row = i * SPAN;
  const otherRow = row + SPAN;
  let damped = room.damped[i]!;
  let otherDamped = room.damped[i + 1]!;
  for (let n = 0; n < length; n++) {
    damped = feed * lines[base + ((first + n) & lineMask)]! + keep * damped;
    otherDamped = otherFeed * lines[otherBase + ((otherFirst + n) & lineMask)]! + otherKeep * otherDamped;
    ends[row + n] = damped;
    ends[otherRow + n] = otherDamped;
  }
  room.damped[i] = damped;
  room.damped[i + 1] = otherDamped;
}

/**
 * The tail: `length` samples of it are added to both sides from sample `from` on. The ends are mixed by an
 * orthogonal matrix with entries of one size (two 4 × 4 Householder reflections and a butterfly between them), the
 * input is added, and the lines are fed. Four lines are heard on each side.
 */
function mixEnds(
  room: Room,
  left: Float32Array,
  right: Float32Array,
  from: number,
  length: number,
  at: number,
): void {
  const { lines, lineMask, lineStride, ends, past, pastMask, preDelayLength, tailGain } = room;
  for (let n = 0; n < length; n++) {
    const s0 = ends[n]!;
    const s1 = ends[n + SPAN]!;
    const s2 = ends[n + 2 * SPAN]!;
    const s3 = ends[n + 3 * SPAN]!;
    const s4 = ends[n + 4 * SPAN]!;
    const s5 = ends[n + 5 * SPAN]!;
    const s6 = ends[n + 6 * SPAN]!;
    const s7 = ends[n + 7 * SPAN]!;
    left[from + n] = left[from + n]! + tailGain * (s0 - s2 + s5 + s7);
    right[from + n] = right[from + n]! + tailGain * (s1 - s3 + s4 - s6);
    const x = past[(at + n - preDelayLength) & pastMask]!;
    const half = 0.5 * (s0 + s2 + (s1 + s3));
    const otherHalf = 0.5 * (s4 + s6 + (s5 + s7));
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

/** Adds the tail for samples `from` up to, not including, `to`; the first of them stands at `start` in the past. */
function runTail(
  room: Room,
  left: Float32Array,
  right: Float32Array,
  from: number,
  to: number,
  start: number,
): void {
  for (let n = from; n < to; n += SPAN) {
    const length = Math.min(SPAN, to - n);
    for (let i = 0; i < LINES; i += 2) readEnds(room, start + n - from, length, i);
    mixEnds(room, left, right, n, length, start + n - from);
  }
}
