/**
 * Finds the bins above the two before them and no lower than the two after, each the top of one partial, and cuts the spectrum into one region
 * for each of them, at the lowest bin between two tops.
 *
 * @param power shape [>= bins]
 * @param bins of these, how many are looked at
 * @param tops shape [>= bins / 3], overwritten: bins, rising; one of 0 where no bin stands out
 * @param ends shape [>= bins / 3], overwritten: the first bin after each region; of the last one, the length of `power`
 * @returns how many there are, >= 1
 */
export function findPeaks(power: Float64Array, bins: number, tops: Int32Array, ends: Int32Array): number {
  let count = 0;
  let lowest = 0; // since the last top
  for (let k = 0; k < bins - 2; k++) {
    const p = power[k]!;
    if (p < power[lowest]!) lowest = k;
    if (p < power[k + 1]! || p < power[k + 2]!) continue;
    if (!(p > (power[k - 1] ?? 0) && p > (power[k - 2] ?? 0))) continue;
    if (count > 0) ends[count - 1] = lowest;
    tops[count++] = k;
    lowest = k + 1;
  }
  if (count === 0) tops[count++] = 0;
  ends[count - 1] = power.length;
  return count;
}
