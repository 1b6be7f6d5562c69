import { rounded, storeSides, swapped } from './pair';

// One room for an instance: reverb-room.ts, with all eight lines in one loop. Lines and the past are straight: they are
// written towards the end of their memory, and the last of them is moved to its beginning when that is reached.

/** Longest run, samples. */
const MOST: i32 = 256;
/** Bytes from left to right in the output. */
const SIDE: usize = 1024;

let lines: usize = 0;
/** Bytes from one line to the next, and of the past. */
let stride: usize = 0;
let past: usize = 0;
/** Lengths of the lines, then of the taps, then of the pre-delay: int32. */
let lengths: usize = 0;
/** Of each line feed and keep, pairs of lines in turn; then the damped values; gains of the taps in pairs; others. */
let numbers: usize = 0;
let input: usize = 0;
let output: usize = 0;
/** Samples that are kept when the memory is full, and where the next one goes. */
let kept: i32 = 0;
let size: i32 = 0;
let place: i32 = 0;
let low: f64 = 0;

/**
 * Takes memory that JavaScript has made: see room-wasm.ts.
 * @param sizeOfLine samples of a line, and of the past
 * @param keptLength longest of all lengths
 */
export function initRoom(
  linesAt: usize,
  pastAt: usize,
  sizeOfLine: i32,
  keptLength: i32,
  lengthsAt: usize,
  numbersAt: usize,
  inputAt: usize,
  outputAt: usize,
): void {
  lines = linesAt;
  past = pastAt;
  size = sizeOfLine;
  stride = <usize>sizeOfLine << 3;
  kept = keptLength;
  lengths = lengthsAt;
  numbers = numbersAt;
  input = inputAt;
  output = outputAt;
  place = keptLength;
  low = 0;
}

@inline
function lengthOf(k: i32): usize {
  return <usize>load<i32>(lengths + (<usize>k << 2)) << 3;
}

@inline
function number(k: i32): v128 {
  return v128.load(numbers + (<usize>k << 4));
}

/** Two values that may stand far apart. */
@inline
function gather(a: usize, b: usize): v128 {
  return v128.load_lane<u64>(b, v128.load_zero<u64>(a), 1);
}

/** Makes room for a run at the end. */
function moveBack(): void {
  const from = <usize>(place - kept) << 3;
  const bytes = <usize>kept << 3;
  for (let i = 0; i < 8; i++) memory.copy(lines + <usize>i * stride, lines + <usize>i * stride + from, bytes);
  memory.copy(past, past + from, bytes);
  place = kept;
}

function takeInput(count: i32, lowCut: f64): void {
  let state = low;
  for (let n = 0; n < count; n++) {
    const x = <f64>load<f32>(input + (<usize>n << 2));
    state += lowCut * (x - state);
    store<f64>(past + (<usize>(place + n) << 3), x - state);
  }
  low = state;
}

/** Forgets everything. */
export function clearRoom(): void {
  memory.fill(lines, 0, stride << 3);
  memory.fill(past, 0, stride);
  memory.fill(numbers + 128, 0, 64);
  low = 0;
}

/** Runs 1 … 256 samples of the input: the output gets the left of the room, and behind 256 places the right. */
export function runRoom(count: i32): void {
  if (place + MOST > size) moveBack();
  const tailGain = number(16);
  takeInput(count, f64x2.extract_lane(number(17), 0));
  const at = past + (<usize>place << 3);
  const before = at - lengthOf(16);
  const l0 = at - lengthOf(8);
  const l1 = at - lengthOf(9);
  const l2 = at - lengthOf(10);
  const l3 = at - lengthOf(11);
  const r0 = at - lengthOf(12);
  const r1 = at - lengthOf(13);
  const r2 = at - lengthOf(14);
  const r3 = at - lengthOf(15);
  const to = lines + (<usize>place << 3);
  const e0 = to - lengthOf(0);
  const e1 = to + stride - lengthOf(1);
  const e2 = to + 2 * stride - lengthOf(2);
  const e3 = to + 3 * stride - lengthOf(3);
  const e4 = to + 4 * stride - lengthOf(4);
  const e5 = to + 5 * stride - lengthOf(5);
  const e6 = to + 6 * stride - lengthOf(6);
  const e7 = to + 7 * stride - lengthOf(7);
  let s01 = number(8);
  let s23 = number(9);
  let s45 = number(10);
  let s67 = number(11);
  const root = f64x2.splat(Math.SQRT1_2);
  const sides = f64x2.replace_lane(f64x2.splat(1), 1, -1);
  const end = <usize>count << 3;
  for (let n: usize = 0; n < end; n += 8) {
    let early = f64x2.mul(number(12), gather(l0 + n, r0 + n));
    early = f64x2.add(early, f64x2.mul(number(13), gather(l1 + n, r1 + n)));
    early = f64x2.add(early, f64x2.mul(number(14), gather(l2 + n, r2 + n)));
    early = f64x2.add(early, f64x2.mul(number(15), gather(l3 + n, r3 + n)));
    s01 = f64x2.add(f64x2.mul(number(0), gather(e0 + n, e1 + n)), f64x2.mul(number(4), s01));
    s23 = f64x2.add(f64x2.mul(number(1), gather(e2 + n, e3 + n)), f64x2.mul(number(5), s23));
    s45 = f64x2.add(f64x2.mul(number(2), gather(e4 + n, e5 + n)), f64x2.mul(number(6), s45));
    s67 = f64x2.add(f64x2.mul(number(3), gather(e6 + n, e7 + n)), f64x2.mul(number(7), s67));
    const heard = f64x2.add(f64x2.add(f64x2.sub(s01, s23), swapped(s45)), f64x2.mul(sides, swapped(s67)));
    storeSides(output + (n >> 1), SIDE, f64x2.add(rounded(early), f64x2.mul(tailGain, heard)));
    const a = f64x2.add(s01, s23);
    const b = f64x2.add(s45, s67);
    const halves = f64x2.mul(
      f64x2.splat(0.5),
      f64x2.add(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3)),
    );
    const half = f64x2.extract_lane(halves, 0);
    const otherHalf = f64x2.extract_lane(halves, 1);
    const x = load<f64>(before + n);
    const sum = f64x2.splat(Math.SQRT1_2 * (half + otherHalf) - x);
    const difference = f64x2.splat(Math.SQRT1_2 * (half - otherHalf) + x);
    write(to + n, f64x2.sub(f64x2.mul(root, f64x2.add(s01, s45)), sum));
    write(to + 2 * stride + n, f64x2.sub(f64x2.mul(root, f64x2.add(s23, s67)), sum));
    write(to + 4 * stride + n, f64x2.sub(f64x2.mul(root, f64x2.sub(s01, s45)), difference));
    write(to + 6 * stride + n, f64x2.sub(f64x2.mul(root, f64x2.sub(s23, s67)), difference));
  }
  v128.store(numbers + 128, s01);
  v128.store(numbers + 144, s23);
  v128.store(numbers + 160, s45);
  v128.store(numbers + 176, s67);
  place += count;
}

/** One value to a line, the other to the next. */
@inline
function write(at: usize, pair: v128): void {
  v128.store_lane<u64>(at, pair, 0);
  v128.store_lane<u64>(at + stride, pair, 1);
}
