import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Random } from '../../src/dsp/types.js';
import { mustRun } from '../score/process.js';
import { readSound, type Span, type Spoken } from './spoken.js';

const ACCENTS = [
  'en-us',
  'en-gb',
  'en-gb-scotland',
  'en-gb-x-rp',
  'en-029',
  'en-gb-x-gbclan',
  'en-gb-x-gbcwmd',
] as const;
const SPEAKERS = [
  '',
  ...['f1', 'f2', 'f3', 'f4', 'f5', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8'].map((name) => `+${name}`),
  ...['klatt', 'klatt2', 'klatt3', 'klatt4', 'croak'].map((name) => `+${name}`),
];
/** espeak-ng's names: vowels begin with one of these letters; the others are syllables without a vowel. */
const VOWEL = /^(?:[aAeEiI0OoUuV3@]|[nlm]-$)/;

interface Answer {
  readonly seconds: number;
  readonly phonemes: readonly (readonly [name: string, start: number])[];
}

/** Speaks every sentence with an accent, a speaker, a speed and a pitch by chance. */
export async function speakWithEspeak(
  texts: readonly string[],
  scratch: string,
  random: Random,
): Promise<Spoken[]> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const jobs = texts.map((text, n) => ({
    text,
    voice: pick(ACCENTS) + pick(SPEAKERS),
    wordsPerMinute: between(130, 230),
    pitch: between(25, 75),
    range: between(30, 80),
    file: join(scratch, `espeak-${n}.wav`),
  }));
  const jobFile = join(scratch, 'espeak.json');
  await writeFile(jobFile, JSON.stringify(jobs));
  const script = fileURLToPath(new URL('espeak_phonemes.py', import.meta.url));
  const { stdout } = await mustRun('python3', [script, jobFile]);
  const answers = JSON.parse(stdout.toString('utf8')) as readonly (Answer | null)[];
  const spoken: Spoken[] = [];
  for (const [n, answer] of answers.entries()) {
    if (!answer) continue; // this espeak-ng lacks the accent
    const { file, voice } = jobs[n]!;
    spoken.push({ voice: `espeak ${voice}`, sound: await readSound(file), vowels: vowelsOf(answer) });
    await rm(file);
  }
  return spoken;
}

function vowelsOf({ seconds, phonemes }: Answer): Span[] {
  return phonemes.flatMap(([name, start], i) =>
    VOWEL.test(name) ? [{ start, end: phonemes[i + 1]?.[1] ?? seconds }] : [],
  );
}
