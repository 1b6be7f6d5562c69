/** Drives samples through tanh, in place; small signals grow by `drive`, full scale stays. 0 leaves all alone. */
export function driveInPlace(samples: Float32Array, drive: number): void {
  if (!(drive > 0)) return;
  const scale = 1 / Math.tanh(drive);
  for (let n = 0; n < samples.length; n++) samples[n] = scale * Math.tanh(drive * samples[n]!);
}

/**
 * Gentle overload that never exceeds `ceiling`: straight at the bottom, a cubic bend, then flat.
 * The cubic makes third harmonics only, so hardly anything folds back at ordinary rates.
 *
 * @param ceiling > 0
 */
export function softClip(sample: number, ceiling: number): number {
  const x = sample / ceiling;
  if (x >= 1.5) return ceiling;
  if (x <= -1.5) return -ceiling;
  return ceiling * (x - (4 / 27) * x * x * x);
}
