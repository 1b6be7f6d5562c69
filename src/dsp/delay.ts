import { createStereoSend, type SendCore, type StereoSend } from './stereo-send.js';
import { createWasmEcho, type EchoShape } from './wasm/echo-core.js';

/** See {@link createPingPongDelay}. */
export interface PingPongOptions {
  /** Samples per second, > 0. */
  readonly sampleRate: number;
  /** Time from one echo to the next, seconds, at least one sample: beats · secondsPerBeat(tempo). */
  readonly delaySeconds: number;
  /** Level of each echo against the one before it, 0 up to, not including, 1. @default 0.4 */
  readonly feedback?: number | undefined;
  /** Low-pass of every round, Hz: echoes grow darker. @default 4500 */
  readonly highCutHz?: number | undefined;
  /** High-pass of every round, Hz: the low end stays clear. @default 250 */
  readonly lowCutHz?: number | undefined;
}

/** Places in the state of a delay: next place in the lines, low-pass and high-pass of both sides. */
const STATE_LENGTH = 4;

/** First-order filter coefficient: share of the difference that is covered in one sample. */
const poleShare = (hz: number, sampleRate: number): number => 1 - Math.exp((-2 * Math.PI * hz) / sampleRate);

/**
 * Both lines in one loop. The side that comes out is filtered and handed to the other.
 *
 * @returns the next place in the lines
 */
function runEchoes(
  input: Float32Array,
  left: Float32Array,
  right: Float32Array,
  from: number,
  to: number,
  lines: readonly [Float64Array, Float64Array],
  place: number,
  parameters: Float64Array,
  state: Float64Array,
): number {
  const [leftLine, rightLine] = lines;
  const feedback = parameters[0]!;
  const highCut = parameters[1]!;
  const lowCut = parameters[2]!;
  let leftHigh = state[0]!;
  let leftLow = state[1]!;
  let rightHigh = state[2]!;
  let rightLow = state[3]!;
  let at = place;
  for (let n = from; n < to; n++) {
    const x = input[n]!;
    leftHigh += highCut * (leftLine[at]! - leftHigh);
    leftLow += lowCut * (leftHigh - leftLow);
    rightHigh += highCut * (rightLine[at]! - rightHigh);
    rightLow += lowCut * (rightHigh - rightLow);
    leftLine[at] = x + feedback * (rightHigh - rightLow);
    rightLine[at] = feedback * (leftHigh - leftLow);
    left[n] = leftHigh - leftLow;
    right[n] = rightHigh - rightLow;
    at = at + 1 === leftLine.length ? 0 : at + 1;
  }
  state[0] = leftHigh;
  state[1] = leftLow;
  state[2] = rightHigh;
  state[3] = rightLow;
  return at;
}

/**
 * Echo in time with the music that jumps from side to side: the first left, the second right, and so on.
 *
 * @throws {RangeError} if an option is outside its range
 */
export function createPingPongDelay(options: PingPongOptions): StereoSend {
  const { sampleRate, delaySeconds, feedback = 0.4, highCutHz = 4500, lowCutHz = 250 } = options;
  const delayLength = Math.round(delaySeconds * sampleRate);
  if (
    !(sampleRate > 0 && delayLength >= 1 && feedback >= 0 && feedback < 1 && highCutHz > 0 && lowCutHz >= 0)
  ) {
    throw new RangeError(`no echo of ${delaySeconds} s with a feedback of ${feedback} at ${sampleRate} Hz`);
  }
  const shape: EchoShape = {
    delayLength,
    feedback,
    highCut: poleShare(highCutHz, sampleRate),
    lowCut: poleShare(lowCutHz, sampleRate),
  };
  const rounds = feedback > 0 ? Math.ceil(Math.log(0.001) / Math.log(feedback)) : 0;
  return createStereoSend({
    tailLength: delayLength * (1 + rounds),
    ...(createWasmEcho(shape) ?? createPlainEcho(shape)),
  });
}

function createPlainEcho({
  delayLength,
  feedback,
  highCut,
  lowCut,
}: EchoShape): Pick<SendCore, 'run' | 'clear'> {
  const lines: [Float64Array, Float64Array] = [new Float64Array(delayLength), new Float64Array(delayLength)];
  const parameters = Float64Array.of(feedback, highCut, lowCut);
  const state = new Float64Array(STATE_LENGTH);
  let place = 0;
  return {
    run(input, left, right, from, to) {
      place = runEchoes(input, left, right, from, to, lines, place, parameters, state);
    },
    clear() {
      for (const line of lines) line.fill(0);
      state.fill(0);
    },
  };
}
