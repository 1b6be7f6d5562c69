import { readFile } from 'node:fs/promises';
import type { Random } from '../../src/dsp/types.js';

/** The small words every second word of speech is; what they sound like unstressed is what matters most. */
const SMALL_WORDS =
  `the a of to and in is you that it he was for on are as with his they I at be this have from or one
had by but not what all were we when your can said there use an each which she do how their if will up other about out
many then them these so some her would make like him into time has look two more go see no way could my than first been
who its now find long down day did get come made may part over`.split(/\s+/);

const SMALL_SHARE = 0.62;
const PAUSE_SHARE = 0.4;
const SHORTEST = 5;
const LONGEST = 14;

/** The word list of this folder. */
export async function readWords(): Promise<string[]> {
  const text = await readFile(new URL('words.txt', import.meta.url), 'utf8');
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Words in no sensible order, some with a comma that makes the voice pause. */
export function makeSentence(words: readonly string[], random: Random): string {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)]!;
  const length = SHORTEST + Math.floor(random() * (LONGEST - SHORTEST + 1));
  const sentence = Array.from({ length }, () => pick(random() < SMALL_SHARE ? SMALL_WORDS : words));
  if (random() < PAUSE_SHARE) sentence[Math.floor(random() * (length - 1))] += ',';
  return sentence.join(' ');
}
