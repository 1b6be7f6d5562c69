import type { Syllable } from '../../dsp/analyse-speech.js';

/** How the time between two P-centres is shared between a vowel (with what closes it) and the next consonants. */
export interface GapSplit {
  /** Output over input length of the vowel part. */
  readonly vowelRatio: number;
  /** The same of the consonants before the next P-centre. */
  readonly onsetRatio: number;
}

const COMFORT = 1.6; // a vowel this much longer or shorter still sounds spoken
const SHORTEST_VOWEL_SECONDS = 0.02; // below it a ratio says nothing

/**
 * Vowels take a change of length first; beyond 1.6 the consonants join in, until both change alike.
 *
 * @param gapSeconds between the two P-centres in the output, > 0
 */
export function splitGap(left: SyllableTimes, right: SyllableTimes, gapSeconds: number): GapSplit {
  const spoken = right.pCentre - left.pCentre;
  const onset = Math.max(0, Math.min(right.pCentre - right.start, spoken - SHORTEST_VOWEL_SECONDS));
  const vowel = spoken - onset;
  const vowelOnly = (gapSeconds - onset) / vowel;
  if (vowelOnly >= 1 / COMFORT && vowelOnly <= COMFORT) return { vowelRatio: vowelOnly, onsetRatio: 1 };
  const even = gapSeconds / spoken;
  if (even >= COMFORT || even <= 1 / COMFORT) return { vowelRatio: even, onsetRatio: even };
  const vowelRatio = vowelOnly > 1 ? COMFORT : 1 / COMFORT;
  return { vowelRatio, onsetRatio: (gapSeconds - vowel * vowelRatio) / onset };
}

/** The part of a syllable that matters here, seconds. */
export type SyllableTimes = Pick<Syllable, 'start' | 'pCentre'>;
