import { storeSides, swapped } from './pair';

// One echo for an instance: delay.ts, with the left side in lane 0 and the right one in lane 1.

/** Bytes from left to right in the output. */
const SIDE: usize = 1024;

let line: usize = 0;
let length: i32 = 0;
let input: usize = 0;
let output: usize = 0;
let place: i32 = 0;
let feedback: f64 = 0;
let highCut: f64 = 0;
let lowCut: f64 = 0;
let high: v128 = f64x2.splat(0);
let low: v128 = f64x2.splat(0);

/** @param lineAt float64, left and right in turn, shape [lineLength, 2] */
export function initEchoes(
  lineAt: usize,
  lineLength: i32,
  inputAt: usize,
  outputAt: usize,
  feedbackGain: f64,
  highCutShare: f64,
  lowCutShare: f64,
): void {
  line = lineAt;
  length = lineLength;
  input = inputAt;
  output = outputAt;
  feedback = feedbackGain;
  highCut = highCutShare;
  lowCut = lowCutShare;
}

/** Forgets everything. */
export function clearEchoes(): void {
  memory.fill(line, 0, <usize>length << 4);
  high = f64x2.splat(0);
  low = f64x2.splat(0);
}

/** Runs 1 … 256 samples of the input: the output gets the left, and behind 256 places the right. */
export function runEchoes(count: i32): void {
  let highs = high;
  let lows = low;
  let at = place;
  for (let n = 0; n < count; n++) {
    const here = line + (<usize>at << 4);
    highs = f64x2.add(highs, f64x2.mul(f64x2.splat(highCut), f64x2.sub(v128.load(here), highs)));
    lows = f64x2.add(lows, f64x2.mul(f64x2.splat(lowCut), f64x2.sub(highs, lows)));
    const echo = f64x2.sub(highs, lows);
    const back = f64x2.mul(f64x2.splat(feedback), swapped(echo));
    const x = <f64>load<f32>(input + (<usize>n << 2));
    v128.store(here, f64x2.replace_lane(back, 0, x + f64x2.extract_lane(back, 0)));
    storeSides(output + (<usize>n << 2), SIDE, echo);
    at = at + 1 === length ? 0 : at + 1;
  }
  high = highs;
  low = lows;
  place = at;
}
