import type { Random } from '../types.js';
import { square } from './oscillator.js';

/** The six oscillators of a well-known drum machine's cymbals, Hz. */
const BANK_HZ = [205.3, 304.4, 369.6, 522.7, 540, 800] as const;

/**
 * Six square waves without a common period: the raw metal of hats and cymbals.
 *
 * @param scale factor on all pitches, 1 = as the machine
 * @returns shape [length], within ±1
 */
export function metal(length: number, scale: number, sampleRate: number, random: Random): Float32Array {
  const out = new Float32Array(length);
  for (const hz of BANK_HZ) {
    const step = (hz * scale) / sampleRate;
    let phase = random();
    for (let n = 0; n < length; n++) {
      out[n]! += square(phase, step) / BANK_HZ.length;
      phase += step;
      if (phase >= 1) phase -= 1;
    }
  }
  return out;
}
