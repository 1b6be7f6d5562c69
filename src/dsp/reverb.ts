import { createPlainRoom, LINES, type RoomShape, SPAN } from './reverb-room.js';
import { createStereoSend, type StereoSend } from './stereo-send.js';
import { createWasmRoom } from './wasm/room-core.js';

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

/** Frequencies at which the loudness of a room is summed up. */
const SPECTRUM_POINTS = 64;
/** Smallest prime >= `from`: lines whose lengths share no factor never ring together. */
function nextPrime(from: number): number {
  for (let candidate = Math.max(2, Math.ceil(from)); ; candidate++) {
    let divisor = 2;
    while (divisor * divisor <= candidate && candidate % divisor !== 0) divisor++;
    if (divisor * divisor > candidate) return candidate;
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

/**
 * Energy of the tail on one side after a click of energy 1: of what goes round, four lines of eight are heard, and
 * each round passes the share that the dampings leave at each frequency.
 */
function tailEnergy(gains: readonly number[], keep: readonly number[]): number {
  let energy = 0;
  for (let k = 0; k < SPECTRUM_POINTS; k++) {
    const cos = Math.cos((Math.PI * (k + 0.5)) / SPECTRUM_POINTS);
    const round = gains.reduce((sum, gain, i) => {
      const pole = keep[i]!;
      return sum + (gain * (1 - pole)) ** 2 / (1 - 2 * pole * cos + pole * pole) / LINES;
    }, 0);
    energy += (4 * round) / (1 - round) / SPECTRUM_POINTS;
  }
  return energy;
}

function shapeOf(options: ReverbOptions): RoomShape {
  const { sampleRate, decaySeconds, preDelaySeconds = 0.015, dampingHz = 5000, lowCutHz = 180 } = options;
  const size = Math.min(1.2, Math.max(0.25, Math.sqrt(decaySeconds)));
  const lineLengths = Int32Array.from(LINE_SECONDS, (seconds) =>
    nextPrime(Math.max(SPAN, seconds * size * sampleRate)),
  );
  const gains = Array.from(lineLengths, (length) => 10 ** ((-3 * length) / (decaySeconds * sampleRate)));
  const cos = Math.cos((2 * Math.PI * Math.min(dampingHz, 0.45 * sampleRate)) / sampleRate);
  const keep = gains.map((gain) => dampingPole(gain, cos));
  const preDelayLength = Math.round(preDelaySeconds * sampleRate);
  const taps = [...LEFT_TAPS, ...RIGHT_TAPS];
  const tapLengths = Int32Array.from(taps, ([s]) => preDelayLength + Math.round(s * size * sampleRate));
  return {
    lineLengths,
    feed: Float64Array.from(gains, (gain, i) => gain * (1 - keep[i]!)),
    keep: Float64Array.from(keep),
    tailGain: 1 / Math.sqrt(tailEnergy(gains, keep)),
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
  const shape = shapeOf(options);
  return createStereoSend({
    tailLength: Math.round((decaySeconds + preDelaySeconds) * sampleRate) + Math.max(...shape.lineLengths),
    ...(createWasmRoom(shape) ?? createPlainRoom(shape)),
  });
}
