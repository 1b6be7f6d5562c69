import { hzToMidi } from '../../dsp/units.js';
import type { Key } from '../rap/plan.js';

/** Pitch class in the middle of the range where bass roots are felt and heard, E to B: G. */
const BASS_CENTRE = 7;

/** Distance of two pitch classes around the circle, 0..6. */
const apart = (a: number, b: number): number => Math.min((a - b + 12) % 12, (b - a + 12) % 12);

/**
 * The key in which a voice that is not tuned sounds least wrong: its usual pitch is the tonic or the fifth. Of the
 * two, the one whose root suits a bass.
 *
 * @param medianF0Hz median pitch of the voice; any number that is none gives A
 * @param mode @default 'minor'
 */
export function keyForVoice(medianF0Hz: number, mode: Key['mode'] = 'minor'): Key {
  if (!(medianF0Hz > 0 && Number.isFinite(medianF0Hz))) return { tonic: 9, mode };
  const spoken = ((Math.round(hzToMidi(medianF0Hz)) % 12) + 12) % 12;
  const below = (spoken + 5) % 12; // the tonic whose fifth is spoken
  return { tonic: apart(spoken, BASS_CENTRE) <= apart(below, BASS_CENTRE) ? spoken : below, mode };
}

/** The key with the same notes in the wanted mode: A minor and C major are relatives. */
export function relativeKey({ tonic, mode }: Key, wanted: Key['mode']): Key {
  if (mode === wanted) return { tonic, mode };
  return { tonic: (tonic + (wanted === 'major' ? 3 : 9)) % 12, mode: wanted };
}
