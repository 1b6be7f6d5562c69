// Two float64 lanes: the arithmetic of JavaScript, so that what is made here has the same bits as what is made there.

/** Two float32 from memory. */
@inline
export function loadPair(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load_zero<u64>(at));
}

/** Rounds two lanes to float32, into memory. */
@inline
export function storePair(at: usize, pair: v128): void {
  v128.store_lane<u64>(at, f32x4.demote_f64x2_zero(pair), 0);
}

/** Rounded to float32 and back, as by a detour over memory. */
@inline
export function rounded(pair: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(pair));
}

/** Lane 1, lane 0. */
@inline
export function swapped(pair: v128): v128 {
  return v128.shuffle<f64>(pair, pair, 1, 0);
}

/** Rounds lane 0 to float32 and into memory, lane 1 `distance` bytes behind it. */
@inline
export function storeSides(at: usize, distance: usize, pair: v128): void {
  const floats = f32x4.demote_f64x2_zero(pair);
  v128.store_lane<u32>(at, floats, 0);
  v128.store_lane<u32>(at + distance, floats, 1);
}
