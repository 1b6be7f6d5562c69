const LOWEST_DB = -140;

/** A share of energy in dB, not below −140. */
export const energyDb = (share: number): number =>
  Math.max(LOWEST_DB, 10 * Math.log10(Math.max(share, 1e-30)));

/** A ratio of amplitudes in dB, not below −140. */
export const amplitudeDb = (ratio: number): number => energyDb(ratio * ratio);

/** Mean of a list; 0 of nothing. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Energy of a part of a sound; silence beyond its ends. */
export function energyOf(data: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let n = Math.max(0, Math.round(from)); n < Math.min(data.length, Math.round(to)); n++) {
    sum += data[n]! * data[n]!;
  }
  return sum;
}
