import { numbersAddress, samplesAddress } from './samples';

// Two second-order sections at once, one in each lane: the second is a sample behind the first, so that neither waits for
// the other. The recursion is that of filter.ts.

/** A state below this is set to 0, see filter.ts. */
const FLUSH_BELOW: f64 = 1e-25;
const FLUSH_LENGTH: i32 = 256;

/** Coefficients of both sections in each lane, and their states. */
let c0: v128 = f64x2.splat(0);
let c1: v128 = f64x2.splat(0);
let c2: v128 = f64x2.splat(0);
let a1: v128 = f64x2.splat(0);
let a2: v128 = f64x2.splat(0);

/** Numbers 0 … 4 belong to the first section, 5 … 9 to the second. */
function loadCoefficients(): void {
  c0 = lanes(0, 5);
  c1 = lanes(1, 6);
  c2 = lanes(2, 7);
  a1 = lanes(3, 8);
  a2 = lanes(4, 9);
}

@inline
function lanes(first: i32, second: i32): v128 {
  const one = f64x2.splat(load<f64>(numbersAddress() + (<usize>first << 3)));
  return f64x2.replace_lane(one, 1, load<f64>(numbersAddress() + (<usize>second << 3)));
}

/** Lane 0 of a vector, and lane 1 of another. */
@inline
function firstAndSecond(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 3);
}

/** The small ones become 0. */
@inline
function flushed(state: v128): v128 {
  return v128.and(state, f64x2.ge(f64x2.abs(state), f64x2.splat(FLUSH_BELOW)));
}

/**
 * Runs samples `at` … `end`, at least one, through both sections, in place; their states stand at `state`: first, second, of the
 * one section, then of the other.
 */
@inline
function pass(at: usize, end: usize, state: usize): void {
  const before = v128.load(state);
  const behind = v128.load(state, 16);
  let s1 = v128.shuffle<f64>(before, behind, 0, 2);
  let s2 = v128.shuffle<f64>(before, behind, 1, 3);
  // the first section alone, then both, then the second alone
  let x = f64x2.splat(<f64>load<f32>(at));
  let y = f64x2.add(f64x2.mul(c0, x), s1);
  let next = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, s1));
  s2 = firstAndSecond(f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, s1)), s2);
  s1 = firstAndSecond(next, s1);
  for (; at + 4 < end; at += 4) {
    x = f64x2.replace_lane(v128.shuffle<f64>(y, y, 0, 0), 0, <f64>load<f32>(at, 4));
    y = f64x2.add(f64x2.mul(c0, x), s1);
    next = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, s1));
    s2 = f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, s1));
    s1 = next;
    store<f32>(at, <f32>f64x2.extract_lane(y, 1));
  }
  x = v128.shuffle<f64>(y, y, 0, 0);
  y = f64x2.add(f64x2.mul(c0, x), s1);
  next = f64x2.sub(f64x2.add(f64x2.mul(c1, x), s2), f64x2.mul(a1, s1));
  s2 = firstAndSecond(s2, f64x2.sub(f64x2.mul(c2, x), f64x2.mul(a2, s1)));
  s1 = firstAndSecond(s1, next);
  store<f32>(at, <f32>f64x2.extract_lane(y, 1));
  v128.store(state, v128.shuffle<f64>(s1, s2, 0, 2));
  v128.store(state, v128.shuffle<f64>(s1, s2, 1, 3), 16);
}

/**
 * Filters the first `count` samples, in place.
 * @param sinceFlush samples since states were last looked at, 0 … 255
 */
export function runSections(count: i32, sinceFlush: i32): void {
  loadCoefficients();
  const state = numbersAddress() + 80;
  for (let n = 0; n < count; ) {
    const end = min(count, n + FLUSH_LENGTH - sinceFlush);
    pass(samplesAddress() + (<usize>n << 2), samplesAddress() + (<usize>end << 2), state);
    sinceFlush += end - n;
    n = end;
    if (sinceFlush < FLUSH_LENGTH) continue;
    sinceFlush = 0;
    v128.store(state, flushed(v128.load(state)));
    v128.store(state, flushed(v128.load(state, 16)), 16);
  }
}
