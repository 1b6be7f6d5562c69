import { createStereoSend, SEND_GRID, type StereoSend } from './stereo-send.js';

/** See {@link createReverb}. */
export interface ReverbOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Time in which a sound of middle pitch falls by 60 dB, seconds, 0.05 to 10. */
  readonly decaySeconds: number;
  /** Silence before the first reflection, seconds >= 0: keeps words in front of the room. @default 0.015 */
  readonly preDelaySeconds?: number | undefined;
  /** Frequency at which the sound decays twice as fast, Hz; lower is softer. @default 5000 */
  readonly dampingHz?: number | undefined;
  /** High-pass at the input, Hz: rooms that boom blur the words. @default 180 */
  readonly lowCutHz?: number | undefined;
}

const LINES = 8;
/** Lengths of the lines in a room of one second, seconds; no two have a simple ratio. */
const LINE_SECONDS = [0.0297, 0.0319, 0.0343, 0.0371, 0.0411, 0.0437, 0.0473, 0.0533];
/** First reflections: seconds after the pre-delay in a room of one second, and amplitude. */
const LEFT_TAPS = [
  [0.0043, 0.62],
  [0.0131, -0.48],
  [0.0227, 0.4],
  [0.0331, -0.31],
] as const;
const RIGHT_TAPS = [
  [0.0059, 0.6],
  [0.0113, 0.5],
  [0.0251, -0.38],
  [0.0307, 0.33],
] as const;
/** Amplitude of the first reflections against the tail. */
const EARLY_GAIN = 0.35;

const powerOfTwoFor = (length: number): number => 2 ** Math.ceil(Math.log2(length + 1));

/** Smallest prime >= `from`: lines whose lengths share no factor never ring together. */
function nextPrime(from: number): number {
  for (let candidate = Math.max(2, Math.ceil(from)); ; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) return candidate;
  }
}

/** The room in numbers, as {@link runRoom} reads them. */
interface Room {
  /** Eight lines behind one another, each as long as a power of two. */
  readonly lines: Float64Array;
  readonly lineMask: number;
  readonly lineLengths: Int32Array;
  /** Damping of each line: new = feed · sample + keep · old. */
  readonly feed: Float64Array;
  readonly keep: Float64Array;
  readonly damped: Float64Array;
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

/** Reads the ends of the lines and damps them: how the eight of them stand before they are mixed. */
function dampLines(room: Room, at: number): void {
  const { lines, lineMask, lineLengths, feed, keep, damped } = room;
  const size = lineMask + 1;
  for (let i = 0, base = 0; i < LINES; i++, base += size) {
    damped[i] = feed[i]! * lines[base + ((at - lineLengths[i]!) & lineMask)]! + keep[i]! * damped[i]!;
  }
}

/**
 * The tail: eight lines whose damped ends are mixed by an orthogonal matrix with entries of one size (two 4 × 4
 * Householder reflections and a butterfly between them) and fed back.
 */
function runTail(room: Room, left: Float32Array, right: Float32Array, from: number, to: number, start: number): void {
  const { lines, lineMask, damped, tailGain, past, pastMask, preDelayLength } = room;
  const size = lineMask + 1;
  for (let n = from, at = start; n < to; n++, at++) {
    dampLines(room, at);
    const s0 = damped[0]!;
    const s1 = damped[1]!;
    const s2 = damped[2]!;
    const s3 = damped[3]!;
    const s4 = damped[4]!;
    const s5 = damped[5]!;
    const s6 = damped[6]!;
    const s7 = damped[7]!;
    left[n] = left[n]! + tailGain * (s0 - s2 + s5 + s7);
    right[n] = right[n]! + tailGain * (s1 - s3 + s4 - s6);
    const x = past[(at - preDelayLength) & pastMask]!;
    const half = 0.5 * (s0 + s1 + s2 + s3);
    const otherHalf = 0.5 * (s4 + s5 + s6 + s7);
    const sum = Math.SQRT1_2 * (half + otherHalf) - x;
    const difference = Math.SQRT1_2 * (half - otherHalf) + x;
    let here = at & lineMask;
    lines[here] = Math.SQRT1_2 * (s0 + s4) - sum;
    lines[(here += size)] = Math.SQRT1_2 * (s1 + s5) - sum;
    lines[(here += size)] = Math.SQRT1_2 * (s2 + s6) - sum;
    lines[(here += size)] = Math.SQRT1_2 * (s3 + s7) - sum;
    lines[(here += size)] = Math.SQRT1_2 * (s0 - s4) - difference;
    lines[(here += size)] = Math.SQRT1_2 * (s1 - s5) - difference;
    lines[(here += size)] = Math.SQRT1_2 * (s2 - s6) - difference;
    lines[here + size] = Math.SQRT1_2 * (s3 - s7) - difference;
  }
}

/**
 * Low-pass in a line whose gain is `gain` at 0 Hz and gain² at the damping frequency: there, every round costs
 * twice as many decibels.
 *
 * @param cos cosine of the damping frequency in rad/sample
 * @returns share of the old value that is kept; the new one comes in with gain · (1 − keep)
 * @see Jot, "An analysis/synthesis approach to real-time artificial reverberation", ICASSP 1992
 */
function dampingPole(gain: number, cos: number): number {
  const power = 1 - gain * gain;
  const middle = 1 - gain * gain * cos;
  return (middle - Math.sqrt(middle * middle - power * power)) / power;
}

function createRoom(options: ReverbOptions): Room {
  const { sampleRate, decaySeconds, preDelaySeconds = 0.015, dampingHz = 5000, lowCutHz = 180 } = options;
  const size = Math.min(1.2, Math.max(0.25, Math.sqrt(decaySeconds)));
  const lineLengths = Int32Array.from(LINE_SECONDS, (seconds) => nextPrime(seconds * size * sampleRate));
  const gains = Float64Array.from(
    lineLengths,
    (length) => 10 ** ((-3 * length) / (decaySeconds * sampleRate)),
  );
  const cos = Math.cos((2 * Math.PI * Math.min(dampingHz, 0.45 * sampleRate)) / sampleRate);
  const keep = gains.map((gain) => dampingPole(gain, cos));
  const meanPower = gains.reduce((sum, gain) => sum + gain * gain, 0) / LINES;
  const preDelayLength = Math.round(preDelaySeconds * sampleRate);
  const taps = [...LEFT_TAPS, ...RIGHT_TAPS];
  const tapLengths = Int32Array.from(taps, ([s]) => preDelayLength + Math.round(s * size * sampleRate));
  const lineSize = powerOfTwoFor(Math.max(...lineLengths));
  const pastSize = powerOfTwoFor(Math.max(...tapLengths) + SEND_GRID);
  return {
    lines: new Float64Array(LINES * lineSize),
    lineMask: lineSize - 1,
    lineLengths,
    feed: gains.map((gain, i) => gain * (1 - keep[i]!)),
    keep,
    damped: new Float64Array(LINES),
    // four lines are heard on each side, each with meanPower + meanPower² + … of what came in: their sum is 1
    tailGain: Math.sqrt((1 - meanPower) / (4 * meanPower)),
    past: new Float64Array(pastSize),
    pastMask: pastSize - 1,
    preDelayLength,
    tapLengths,
    tapGains: Float64Array.from(taps, ([, gain]) => gain * EARLY_GAIN),
    lowCut: 1 - Math.exp((-2 * Math.PI * lowCutHz) / sampleRate),
  };
}

/**
 * A short room: first reflections, then a dense tail that loses its treble first. The level of the effect is about
 * that of its input whatever the decay, so a send level means the same in every room.
 *
 * @throws {RangeError} if an option is outside its range
 * @see Jot & Chaigne, "Digital delay networks for designing artificial reverberators", AES 90, 1991
 */
export function createReverb(options: ReverbOptions): StereoSend {
  const { sampleRate, decaySeconds, preDelaySeconds = 0.015, dampingHz = 5000, lowCutHz = 180 } = options;
  if (!(sampleRate > 0 && decaySeconds >= 0.05 && decaySeconds <= 10)) {
    throw new RangeError(`no room of ${decaySeconds} s at ${sampleRate} Hz`);
  }
  if (!(preDelaySeconds >= 0 && preDelaySeconds <= 1 && dampingHz > 0 && lowCutHz >= 0)) {
    throw new RangeError('preDelaySeconds, dampingHz or lowCutHz is outside its range');
  }
  const room = createRoom(options);
  const { past, pastMask, lowCut } = room;
  let [place, low] = [0, 0];
  return createStereoSend({
    tailLength: Math.round((decaySeconds + preDelaySeconds) * sampleRate) + Math.max(...room.lineLengths),
    run(input, left, right, from, to) {
      for (let n = from; n < to; n++) {
        const x = input[n]!;
        low += lowCut * (x - low);
        past[(place + n - from) & pastMask] = x - low;
      }
      runEarly(room, left, right, from, to, place);
      runTail(room, left, right, from, to, place);
      place = (place + to - from) & 0x3fffffff; // a multiple of every size, so that it can run for ever
    },
    clear() {
      for (const memory of [room.lines, room.damped, past]) memory.fill(0);
      low = 0;
    },
  });
}
