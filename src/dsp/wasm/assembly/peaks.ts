/** Numbers readable in front of and behind an array of powers, so that all bins have neighbours. */
export const PADDING = 8;

/**
 * Finds peaks and cuts the spectrum into their regions, as dsp/vocoder/peaks.ts does in plain TypeScript.
 * @param power shape [bins], readable and 0 in PADDING numbers on both sides
 * @param looked bins that are looked at
 * @param tops int32, overwritten
 * @param ends int32, overwritten
 * @returns how many there are, >= 1
 */
export function findPeaks(power: usize, looked: i32, bins: i32, tops: usize, ends: usize): i32 {
  let next = tops; // where the next top goes: every bin is written there, and stays if it is one
  for (let k = 0; k < looked - 2; k += 4) {
    const at = power + (<usize>k << 2);
    const p = v128.load(at);
    const rises = v128.and(f32x4.gt(p, v128.load(at - 4)), f32x4.gt(p, v128.load(at - 8)));
    const falls = v128.and(f32x4.ge(p, v128.load(at, 4)), f32x4.ge(p, v128.load(at, 8)));
    let mask = <usize>i32x4.bitmask(v128.and(rises, falls));
    if (k + 4 > looked - 2) mask &= (1 << (looked - 2 - k)) - 1;
    store<i32>(next, k);
    next += (mask & 1) << 2;
    store<i32>(next, k + 1);
    next += (mask & 2) << 1;
    store<i32>(next, k + 2);
    next += mask & 4;
    store<i32>(next, k + 3);
    next += (mask & 8) >> 1;
  }
  let count = <i32>((next - tops) >> 2);
  if (count == 0) {
    store<i32>(tops, 0);
    count = 1;
  }
  for (let i = 1; i < count; i++) {
    const at = tops + (<usize>i << 2);
    store<i32>(ends + (<usize>(i - 1) << 2), lowest(power, load<i32>(at - 4) + 1, load<i32>(at)));
  }
  store<i32>(ends + (<usize>(count - 1) << 2), bins);
  return count;
}

/**
 * The first of the lowest bins of from … to − 1: among eight at once, as tops seldom lie further apart, and without a
 * branch on what is lower, which nobody could guess.
 */
@inline
function lowest(power: usize, from: i32, to: i32): i32 {
  const at = power + (<usize>from << 2);
  const count = i32x4.splat(to - from);
  const infinity = f32x4.splat(f32.MAX_VALUE);
  const a = v128.bitselect(v128.load(at), infinity, i32x4.gt_s(count, i32x4(0, 1, 2, 3)));
  const b = v128.bitselect(v128.load(at, 16), infinity, i32x4.gt_s(count, i32x4(4, 5, 6, 7)));
  const pairs = f32x4.min(a, b);
  const halves = f32x4.min(pairs, v128.shuffle<f32>(pairs, pairs, 2, 3, 0, 1));
  const all = f32x4.min(halves, v128.shuffle<f32>(halves, halves, 1, 0, 3, 2));
  const found = i32x4.bitmask(f32x4.eq(a, all)) | (i32x4.bitmask(f32x4.eq(b, all)) << 4);
  let best = from + ctz(found);
  if (to - from <= 8) return best;
  let least = f32x4.extract_lane(all, 0);
  for (let k = from + 8; k < to; k++) {
    const p = load<f32>(power + (<usize>k << 2));
    best = select<i32>(k, best, p < least);
    least = min(p, least);
  }
  return best;
}
