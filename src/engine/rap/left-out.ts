import type { SpeechMap } from '../../dsp/analyse-speech.js';
import { ACTIVITY_HOP_SECONDS, activityFrames } from '../../dsp/phrase.js';
import type { Plan } from './plan.js';

const SHORTEST_SECONDS = 0.12; // a click or a breath is no word

/** Sound of the recording that no syllable covers: listed, so that nothing is lost silently. */
export function unusedSpeech({ phrases, levelDb }: SpeechMap): Plan['leftOut'] {
  const active = activityFrames(levelDb);
  for (const { start, end } of phrases) {
    const from = Math.floor(start / ACTIVITY_HOP_SECONDS) - 3;
    active.fill(0, Math.max(0, from), Math.ceil(end / ACTIVITY_HOP_SECONDS) + 3);
  }
  const unused: Plan['leftOut'] = [];
  let start = -1;
  for (let t = 0; t <= active.length; t++) {
    if (active[t] === 1) {
      if (start < 0) start = t;
    } else if (start >= 0) {
      const [sourceStart, sourceEnd] = [start * ACTIVITY_HOP_SECONDS, t * ACTIVITY_HOP_SECONDS];
      if (sourceEnd - sourceStart >= SHORTEST_SECONDS) {
        unused.push({ sourceStart, sourceEnd, reason: 'sound without a syllable: noise, breath or whisper' });
      }
      start = -1;
    }
  }
  return unused;
}
