import { F0_HOP_SECONDS, type F0Track } from '../../dsp/f0.js';
import { hzToMidi, semitonesToRatio } from '../../dsp/units.js';
import type { Key } from './plan.js';

const SCALES = { minor: [0, 2, 3, 5, 7, 8, 10], major: [0, 2, 4, 5, 7, 9, 11] } as const;
const FURTHEST_SEMITONES = 3;

/**
 * Frequency ratio that takes a syllable's pitch to the nearest note of a key; 1 where it has none.
 *
 * @param from start of the syllable's vowel in `f0`, seconds
 * @param to its end
 */
export function tuneRatio({ hz }: F0Track, from: number, to: number, { tonic, mode }: Key): number {
  const voiced = hz
    .subarray(Math.max(0, Math.round(from / F0_HOP_SECONDS)), Math.max(0, Math.round(to / F0_HOP_SECONDS)))
    .filter((value) => value > 0)
    .sort();
  if (voiced.length < 2) return 1;
  const note = hzToMidi(voiced[voiced.length >> 1]!);
  let best = Number.POSITIVE_INFINITY;
  for (const degree of SCALES[mode]) {
    const off = ((((tonic + degree - note) % 12) + 18) % 12) - 6; // −6 to 6 semitones
    if (Math.abs(off) < Math.abs(best)) best = off;
  }
  return Math.abs(best) > FURTHEST_SEMITONES ? 1 : semitonesToRatio(best);
}
