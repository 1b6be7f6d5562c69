// What the loops here need of four float32 lanes at a time. In transforms a complex vector is two such registers, re and im.

@inline
export function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

@inline
export function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

@inline
export function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/** Real part of a·b. */
@inline
export function mulRe(aRe: v128, aIm: v128, bRe: v128, bIm: v128): v128 {
  return sub(mul(aRe, bRe), mul(aIm, bIm));
}

/** Imaginary part of a·b. */
@inline
export function mulIm(aRe: v128, aIm: v128, bRe: v128, bIm: v128): v128 {
  return add(mul(aRe, bIm), mul(aIm, bRe));
}

/** Lanes 0 2 of `a`, then of `b`: the real parts of four complex numbers stored re im re im. */
@inline
export function evenLanes(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

/** Lanes 1 3 of `a`, then of `b`: their imaginary parts. */
@inline
export function oddLanes(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
}

/** a0 b0 a1 b1. */
@inline
export function interleaveLow(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 4, 1, 5);
}

/** a2 b2 a3 b3. */
@inline
export function interleaveHigh(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 6, 3, 7);
}

/** a0 a1 b0 b1. */
@inline
export function lowHalves(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 1, 4, 5);
}

/** a2 a3 b2 b3. */
@inline
export function highHalves(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 2, 3, 6, 7);
}

/** a3 a2 a1 a0. */
@inline
export function reverse(a: v128): v128 {
  return v128.shuffle<f32>(a, a, 3, 2, 1, 0);
}

/** Of all four lanes: (0 + 2) + (1 + 3). */
@inline
export function sumLanes(v: v128): f32 {
  const halves = add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}
