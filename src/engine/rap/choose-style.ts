import type { SpeechMap } from '../../dsp/analyse-speech.js';
import type { Style } from './style.js';
import { STYLES } from './styles/index.js';

/** Syllables per second of talk (pauses inside phrases count) that part slow, middling and quick speakers. */
const SLOW = 3.6;
const QUICK = 5;

/** A style that suits how fast somebody speaks. */
export function chooseStyle({ phrases }: SpeechMap): Style {
  const syllables = phrases.reduce((sum, phrase) => sum + phrase.syllables.length, 0);
  const seconds = phrases.reduce((sum, { start, end }) => sum + end - start, 0);
  const rate = syllables / Math.max(0.1, seconds);
  return rate < SLOW ? STYLES['lo-fi'] : rate > QUICK ? STYLES.trap : STYLES['boom-bap'];
}
