import { join } from 'node:path';
import { CV_P_CENTRE_SECONDS, makeCvSpeech } from './cv-speech.js';
import { isOnPath, mustRun } from './process.js';
import { createChance } from './seeded.js';
import { decodeMono, type Mono } from './sound.js';
import { SENTENCES } from './synthetic.js';

/** Speech whose vowel onsets are known. */
export interface AnnotatedSpeech {
  readonly group: string;
  readonly sound: Mono;
  /** Seconds, rising. */
  readonly vowels: readonly number[];
}

const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'];
const VOWEL = /^(aa|ae|ah|ao|aw|ax|axr|ay|eh|er|ey|ih|iy|ow|oy|uh|uw)$/;

/** Consonant-vowel syllables 150 to 330 ms apart, onsets exact by construction. */
export function cvExamples(count = 6): AnnotatedSpeech[] {
  return Array.from({ length: count }, (_, seed) => {
    const chance = createChance(100 + seed);
    let at = 0.4;
    const syllables = Array.from({ length: 40 }, () => {
      const gap = 0.15 + 0.18 * chance();
      const syllable = { vowelSeconds: at, vowelLengthSeconds: gap * (0.4 + 0.15 * chance()) };
      at += gap;
      return syllable;
    });
    const vowels = syllables.map(({ vowelSeconds }) => vowelSeconds + CV_P_CENTRE_SECONDS);
    return { group: 'consonant-vowel', sound: makeCvSpeech(syllables, seed), vowels };
  });
}

/** Sentences of a synthesiser that prints where its phones end. */
export async function fliteExamples(scratch: string): Promise<AnnotatedSpeech[]> {
  if (!(await isOnPath('flite'))) return [];
  const examples: AnnotatedSpeech[] = [];
  const file = join(scratch, 'flite.wav');
  for (const voice of FLITE_VOICES) {
    for (const { text } of SENTENCES) {
      const { stdout } = await mustRun('flite', ['-voice', voice, '-psdur', '-t', text, '-o', file]);
      const vowels = vowelStarts(stdout.toString('utf8'));
      examples.push({ group: `flite ${voice}`, sound: await decodeMono(file), vowels });
    }
  }
  return examples;
}

/** Phones come as `name:end`, each beginning where the one before ends. */
function vowelStarts(phones: string): number[] {
  const starts: number[] = [];
  let end = 0;
  for (const phone of phones.trim().split(/\s+/)) {
    const [name = '', until = '0'] = phone.split(':');
    if (VOWEL.test(name)) starts.push(end);
    end = Number(until);
  }
  return starts;
}
