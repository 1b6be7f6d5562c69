import type { Random } from '../types.js';

/** White noise, uniform in ±1, shape [length]. */
export function whiteNoise(length: number, random: Random): Float32Array {
  const noise = new Float32Array(length);
  for (let n = 0; n < length; n++) noise[n] = 2 * random() - 1;
  return noise;
}

/** Noise that begins at full level and falls by 60 dB in `decaySeconds`, shape [length]. */
export function decayingNoise(
  length: number,
  decaySeconds: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  const noise = whiteNoise(length, random);
  const factor = 10 ** (-3 / (decaySeconds * sampleRate));
  let level = 1;
  for (let n = 0; n < length && level > 1e-6; n++) {
    noise[n]! *= level;
    level *= factor;
  }
  return noise;
}
