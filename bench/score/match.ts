/**
 * Most pairs (one to one) of two rising lists that lie within `tolerance`.
 * In one dimension the earliest fitting partner never spoils a later pair.
 */
export function countMatches(found: readonly number[], wanted: readonly number[], tolerance: number): number {
  let matches = 0;
  let f = 0;
  let w = 0;
  while (f < found.length && w < wanted.length) {
    const distance = found[f]! - wanted[w]!;
    if (Math.abs(distance) <= tolerance) {
      matches++;
      f++;
      w++;
    } else if (distance < 0) f++;
    else w++;
  }
  return matches;
}

/** found − wanted for each wanted time, by its nearest found one; infinite where nothing was found at all. */
export function nearestOffsets(found: readonly number[], wanted: readonly number[]): number[] {
  return wanted.map((time) => {
    let best = Number.POSITIVE_INFINITY;
    for (const candidate of found) if (Math.abs(candidate - time) < Math.abs(best)) best = candidate - time;
    return best;
  });
}
