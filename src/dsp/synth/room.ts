import { fadeOut } from './envelope.js';

/** A room that is part of a sound, as on a sampled drum. */
export interface RoomOptions {
  /** Seconds to fall by 60 dB, > 0. */
  readonly seconds: number;
  /** Level of the room against the dry sound, dB. */
  readonly wetDb: number;
  /** Highest frequency that keeps ringing, Hz. @default 6000 */
  readonly brightHz?: number | undefined;
  /** Time before the first reflection, ms. @default 8 */
  readonly preDelayMs?: number | undefined;
}

/** Delay lines in ms: no common factor, so that echoes never pile up. */
const LINES_MS = [11.3, 13.7, 17.9, 21.1, 24.7, 29.3, 33.1, 37.9] as const;
/** First reflections: time in ms, level left, level right. */
const EARLY = [
  [0, 0.5, 0.2],
  [3.1, 0.15, 0.45],
  [7.4, 0.4, 0.3],
  [12.2, 0.25, 0.35],
  [18.3, 0.3, 0.2],
] as const;

/** Samples handled at once; shorter than the shortest line, so that a block never hears itself. */
const BLOCK = 64;

interface Line {
  readonly buffer: Float32Array;
  readonly gain: number;
  /** What left the line in this block, dulled; then what goes back in. */
  readonly signal: Float64Array;
  at: number;
  dull: number;
}

function createLines(seconds: number, sampleRate: number): Line[] {
  return LINES_MS.map((ms) => {
    const length = Math.max(BLOCK, Math.round((ms / 1000) * sampleRate));
    const gain = 10 ** ((-3 * length) / (seconds * sampleRate));
    return { buffer: new Float32Array(length), gain, signal: new Float64Array(BLOCK), at: 0, dull: 0 };
  });
}

/** Takes a block out of a line, duller and quieter; adds it to `out` and to the sum of all lines. */
function readLine(
  line: Line,
  keep: number,
  out: Float32Array,
  from: number,
  wet: number,
  sum: Float64Array,
): void {
  const { buffer, gain, signal } = line;
  const length = Math.min(BLOCK, out.length - from);
  const size = buffer.length;
  let { at, dull } = line;
  for (let n = 0; n < length; n++) {
    dull = keep * dull + (1 - keep) * buffer[at]!;
    const value = gain * dull;
    signal[n] = value;
    sum[n]! += value;
    out[from + n]! += wet * value;
    if (++at === size) at = 0;
  }
  line.dull = dull + 1e-20; // the offset keeps fading tails from slowing the CPU
}

/**
 * Puts a block into a line at the place that was just read. Each line gets itself less a quarter of the sum of all
 * eight (a Householder reflection), by which they mix without loss.
 */
function writeLine(line: Line, sum: Float64Array, input: Float32Array, from: number, sign: number): void {
  const { buffer, signal } = line;
  const length = Math.min(BLOCK, input.length - from);
  const size = buffer.length;
  let { at } = line;
  for (let n = 0; n < length; n++) {
    buffer[at] = signal[n]! - 0.25 * sum[n]! + sign * input[from + n]!;
    if (++at === size) at = 0;
  }
  line.at = at;
}

/** Half as many samples, `length` of them: pairs are averaged, silence follows. */
function halved(input: Float32Array, length: number): Float32Array {
  const half = new Float32Array(length);
  const pairs = Math.min(length, input.length >> 1);
  for (let n = 0; n < pairs; n++) half[n] = 0.5 * (input[2 * n]! + input[2 * n + 1]!);
  return half;
}

/** Adds a sound of half the rate, straight between its samples. */
function addDoubled(out: Float32Array, half: Float32Array): void {
  const pairs = out.length >> 1; // `half` has one more
  for (let n = 0; n < pairs; n++) {
    const now = half[n]!;
    out[2 * n]! += now;
    out[2 * n + 1]! += 0.5 * (now + half[n + 1]!);
  }
}

/**
 * Runs the late room over mono input; adds to left and right. It works at half the rate: a room is dull, and this
 * halves the cost of what costs most.
 */
function addLateRoom(
  input: Float32Array,
  left: Float32Array,
  right: Float32Array,
  options: { seconds: number; wet: number; brightHz: number; sampleRate: number },
): void {
  const rate = options.sampleRate / 2;
  const lines = createLines(options.seconds, rate);
  const keep = Math.exp((-2 * Math.PI * options.brightHz) / rate);
  const length = (left.length >> 1) + 1;
  const entry = halved(input, length);
  const sides = [new Float32Array(length), new Float32Array(length)] as const;
  const sum = new Float64Array(BLOCK);
  for (let from = 0; from < length; from += BLOCK) {
    sum.fill(0);
    for (let i = 0; i < 8; i++) readLine(lines[i]!, keep, sides[i & 1]!, from, options.wet, sum);
    for (let i = 0; i < 8; i++) writeLine(lines[i]!, sum, entry, from, i & 2 ? -1 : 1);
  }
  addDoubled(left, sides[0]);
  addDoubled(right, sides[1]);
}

/** The tail is heard down to this below the dry sound; the rest would only cost memory. */
const AUDIBLE_DB = 54;

/**
 * Puts a sound into a small room: a few early reflections, then a dense stereo tail that ends at exactly 0.
 *
 * @param channels one or two, equally long
 * @returns left and right, longer by the time the tail is heard, at most `seconds`; the dry sound is unchanged
 * @throws {RangeError} if `seconds` is not > 0
 * @see Jot & Chaigne, "Digital delay networks for designing artificial reverberators", AES 90, 1991
 */
export function addRoom(
  channels: readonly Float32Array[],
  { seconds, wetDb, brightHz = 6000, preDelayMs = 8 }: RoomOptions,
  sampleRate: number,
): [Float32Array, Float32Array] {
  if (!(seconds > 0)) throw new RangeError(`a room must ring longer than 0 s, got ${seconds}`);
  const dryLeft = channels[0]!;
  const dryRight = channels[1] ?? dryLeft;
  const tailSeconds = seconds * Math.min(1, Math.max(0.2, (AUDIBLE_DB + wetDb) / 60));
  const length = dryLeft.length + Math.round(tailSeconds * sampleRate);
  const preDelay = Math.round((preDelayMs / 1000) * sampleRate);
  const wet = 10 ** (wetDb / 20);
  const input = new Float32Array(Math.min(length, dryLeft.length + preDelay));
  for (let n = preDelay; n < input.length; n++) {
    input[n] = 0.5 * (dryLeft[n - preDelay]! + dryRight[n - preDelay]!);
  }
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  addLateRoom(input, left, right, { seconds, wet: 0.5 * wet, brightHz, sampleRate });
  for (const [ms, toLeft, toRight] of EARLY) {
    const delay = Math.round((ms / 1000) * sampleRate);
    for (let n = preDelay; n < input.length && n + delay < length; n++) {
      left[n + delay]! += wet * toLeft * input[n]!;
      right[n + delay]! += wet * toRight * input[n]!;
    }
  }
  for (let n = 0; n < dryLeft.length; n++) {
    left[n]! += dryLeft[n]!;
    right[n]! += dryRight[n]!;
  }
  fadeOut(left, 0.3 * tailSeconds, sampleRate);
  fadeOut(right, 0.3 * tailSeconds, sampleRate);
  return [left, right];
}
