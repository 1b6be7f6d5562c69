import { allocate } from './memory';

/** Stores cos and −sin of 2π·turns/size, the number e^(−2πi·turns/size), as two float32, `apart` bytes from each other. */
@inline
function storeRoot(at: usize, apart: usize, turns: i32, size: i32): void {
  const angle = (2 * Math.PI * <f64>(turns % size)) / <f64>size;
  store<f32>(at, <f32>Math.cos(angle));
  store<f32>(at + apart, <f32>-Math.sin(angle));
}

/**
 * Factors of a pass that splits transforms of `length` into `radix` of them each: w^p, w^2p … w^(radix−1)p for
 * p = 0 … length/radix − 1, w = e^(−2πi/length), every one as re, im.
 */
export function createPassTwiddles(length: i32, radix: i32): usize {
  const start = allocate(<usize>((length / radix) * (radix - 1) * 8));
  let at = start;
  for (let p = 0; p < length / radix; p++) {
    for (let j = 1; j < radix; j++, at += 8) storeRoot(at, 4, j * p, length);
  }
  return start;
}

/**
 * Factors that join transforms of the four lanes to one of `length`: for four frequencies k at a time w^k, w^2k and
 * w^3k, w = e^(−2πi/length), every one as four re, four im; for k = 0 … length/4 − 1.
 */
export function createJoinTwiddles(length: i32): usize {
  const start = allocate(<usize>(length * 6));
  for (let k = 0; k < length / 4; k++) {
    const at = start + <usize>((k >> 2) * 96 + (k & 3) * 4);
    for (let lane = 1; lane < 4; lane++) storeRoot(at + <usize>((lane - 1) * 32), 16, lane * k, length);
  }
  return start;
}

/** e^(−2πi·k/size) for k = 0 … size/4 − 1, as four re, four im. */
export function createRealTwiddles(size: i32): usize {
  const start = allocate(<usize>(size * 2));
  for (let k = 0; k < size / 4; k++) storeRoot(start + <usize>((k >> 2) * 32 + (k & 3) * 4), 16, k, size);
  return start;
}
