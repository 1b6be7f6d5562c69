import type { SpeechMap } from './analyse-speech.js';

/** Quieter frames than this below the loudest say nothing. */
const QUIETER_DB = 30;
/** Of the frames that sound: how many must be vowels to the network, and have a pitch that goes on. */
const LEAST_VOWEL = 0.6;
const LEAST_VOICED = 0.9;
/** Of the steps from one frame to the next, octaves: no voice holds its pitch, and none leaps. */
const LEAST_MOVING = 0.3;
const STEP_OCTAVES = { least: 0.0008, most: 0.03 };
/** Some half a second. */
const FEWEST_FRAMES = 50;

/**
 * Whether a sound is one voice that sings or hums: a vowel all along whose pitch is always on the move. It has no
 * syllables to be told by. To the network sung vowels are vowels in 0.65 to 1 of their frames, but for a dark one whose
 * resonances fall on its harmonics. A single line of a synthesiser that glides like a voice passes for one.
 */
export function isHeldVoice({ vowels, f0, levelDb }: SpeechMap): boolean {
  const loudest = levelDb.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  let [sounding, vowel, voiced, moving] = [0, 0, 0, 0];
  for (let t = 1; t < f0.hz.length; t++) {
    if ((levelDb[t] ?? Number.NEGATIVE_INFINITY) < loudest - QUIETER_DB) continue;
    sounding++;
    if (vowels.vowel[t]! > 0.5) vowel++;
    const [before, now] = [f0.hz[t - 1]!, f0.hz[t]!];
    if (before <= 0 || now <= 0) continue;
    const step = Math.abs(Math.log2(now / before));
    if (step > STEP_OCTAVES.most) continue;
    voiced++;
    if (step > STEP_OCTAVES.least) moving++;
  }
  if (sounding < FEWEST_FRAMES) return false;
  return (
    vowel >= LEAST_VOWEL * sounding && voiced >= LEAST_VOICED * sounding && moving >= LEAST_MOVING * voiced
  );
}
