/** Value below which a `share` (0 … 1) of the values lie. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Middle value; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Share of the values that fit, in per cent; of nothing it is 0, so that nothing never passes a bar. */
export function percentOf(count: number, total: number): number {
  return total === 0 ? 0 : (100 * count) / total;
}

/** A number with so many decimals, as a number: results are read by people and by programs. */
export const round = (value: number, decimals = 1): number => Number(value.toFixed(decimals));
