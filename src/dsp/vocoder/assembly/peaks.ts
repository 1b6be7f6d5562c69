/** Numbers readable in front of and behind an array of powers, so that all bins have neighbours. */
export const PADDING = 4;

/**
 * Finds peaks and cuts the spectrum into their regions, as peaks.ts beside this folder does in plain TypeScript.
 * @param power shape [bins], readable and 0 in PADDING numbers on both sides
 * @param looked bins that are looked at
 * @param tops int32, overwritten
 * @param ends int32, overwritten
 * @returns how many there are, >= 1
 */
export function findPeaks(power: usize, looked: i32, bins: i32, tops: usize, ends: usize): i32 {
  let count = 0;
  for (let k = 0; k < looked; k += 4) {
    const at = power + (<usize>k << 2);
    const p = v128.load(at);
    const rises = v128.and(f32x4.gt(p, v128.load(at - 4)), f32x4.gt(p, v128.load(at - 8)));
    const falls = v128.and(f32x4.ge(p, v128.load(at, 4)), f32x4.ge(p, v128.load(at, 8)));
    let mask = i32x4.bitmask(v128.and(rises, falls));
    for (; mask != 0; mask &= mask - 1) {
      const top = k + ctz(mask);
      if (top < 2 || top >= looked - 2) continue;
      store<i32>(tops + (<usize>count << 2), top);
      count++;
    }
  }
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

/** The first of the lowest bins of from … to − 1. Without a branch on what is lower: nobody could guess it. */
@inline
function lowest(power: usize, from: i32, to: i32): i32 {
  let best = from;
  let least = load<f32>(power + (<usize>from << 2));
  for (let k = from + 1; k < to; k++) {
    const p = load<f32>(power + (<usize>k << 2));
    best = select<i32>(k, best, p < least);
    least = min(p, least);
  }
  return best;
}
