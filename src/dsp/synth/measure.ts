/** Largest magnitude; 0 for an empty array. */
export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let n = 0; n < samples.length; n++) {
    const magnitude = Math.abs(samples[n]!);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

/** Root of the mean square of a range, whose ends are rounded to whole samples; 0 for an empty one. */
export function rmsOf(samples: Float32Array, from = 0, to = samples.length): number {
  const start = Math.round(from);
  const end = Math.round(to);
  let energy = 0;
  for (let n = start; n < end; n++) energy += samples[n]! ** 2;
  return end > start ? Math.sqrt(energy / (end - start)) : 0;
}

/**
 * Root-mean-square frequency: how bright a sound is, without a transform.
 *
 * @returns Hz; 0 for silence. White noise gives about 0.225 × `sampleRate`.
 */
export function brightnessHz(samples: Float32Array, sampleRate: number): number {
  let energy = 0;
  let slope = 0;
  for (let n = 1; n < samples.length; n++) {
    energy += samples[n]! ** 2;
    slope += (samples[n]! - samples[n - 1]!) ** 2;
  }
  // a sine of f Hz has a slope of 2π·f / sampleRate per sample for small f
  return energy > 0 ? (sampleRate / (2 * Math.PI)) * Math.sqrt(slope / energy) : 0;
}

/**
 * Amplitude of one frequency (Goertzel), Hann-windowed over the range, whose ends are rounded to whole samples.
 *
 * @returns about 1 for a sine of full scale at `hz`
 */
export function levelAt(
  samples: Float32Array,
  hz: number,
  sampleRate: number,
  from = 0,
  to = samples.length,
): number {
  const start = Math.round(from);
  const length = Math.round(to) - start;
  const turn = (2 * Math.PI * hz) / sampleRate;
  const feedback = 2 * Math.cos(turn);
  let last = 0;
  let before = 0;
  for (let n = 0; n < length; n++) {
    const window = 1 - Math.cos((2 * Math.PI * (n + 0.5)) / length); // mean 1
    const now = samples[start + n]! * window + feedback * last - before;
    before = last;
    last = now;
  }
  const power = last * last + before * before - feedback * last * before;
  return (2 * Math.sqrt(Math.max(0, power))) / length;
}
