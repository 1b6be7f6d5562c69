import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from './clips.js';
import { isOnPath, mustRun } from './process.js';
import { type Chance, createChance, pick, shuffled } from './seeded.js';
import { ffmpegPath } from './sound.js';

export interface Sentence {
  readonly text: string;
  /** Counted by hand. */
  readonly syllables: number;
}

/** No words whose syllables are a matter of taste (fire, every, poem). */
export const SENTENCES: readonly Sentence[] = [
  { text: 'We walked along the river in the morning and the water was cold.', syllables: 17 },
  { text: 'Seven yellow buses are waiting at the corner of the market.', syllables: 17 },
  { text: 'Nobody remembers how the old machine began to sing.', syllables: 15 },
  { text: 'Take the money out of the pocket and give it to your brother.', syllables: 16 },
  { text: 'A long time ago there was a city under the sea.', syllables: 14 },
  { text: 'Please open the window because the kitchen is full of smoke.', syllables: 15 },
  { text: 'The teacher told us that a number has a hidden story.', syllables: 15 },
  { text: 'Big dogs run fast but little cats can climb a tree.', syllables: 12 },
];

const ESPEAK_VOICES = ['en-us', 'en-gb', 'en-gb-scotland', 'en-us+f3', 'en-gb+f4', 'en-us+m3'];
const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'];

/**
 * Makes seeded speech with two synthesisers that are on PATH; a missing one is left out.
 *
 * @param seed chooses sentences, voices, speeds and pitches
 * @param count clips per synthesiser
 */
export async function makeSynthetic(folder: string, seed = 7, count = 6): Promise<Clip[]> {
  await mkdir(folder, { recursive: true });
  const chance = createChance(seed);
  const clips: Clip[] = [];
  const engines = [
    { name: 'espeak', program: 'espeak-ng', args: espeakArgs },
    { name: 'flite', program: 'flite', args: fliteArgs },
  ];
  for (const { name, program, args } of engines) {
    const isThere = await isOnPath(program);
    for (let n = 0; n < count; n++) {
      const sentences = shuffled(SENTENCES, chance).slice(0, 2 + (n % 2));
      const text = sentences.map((sentence) => sentence.text).join(' ');
      const file = join(folder, `${name}-${n}.wav`);
      // Chance is asked even where the program is missing, so that the other's clips stay the same.
      const list = args(text, `${file}.raw.wav`, chance, n);
      if (!isThere) continue;
      await mustRun(program, list);
      await mustRun(ffmpegPath(), [
        '-v',
        'error',
        '-nostdin',
        '-y',
        '-i',
        `${file}.raw.wav`,
        '-ac',
        '1',
        file,
      ]);
      clips.push({
        name: `${name}-${n}`,
        file,
        kind: 'synthetic',
        text: text.toLowerCase().replace(/[^a-z ]/g, ''),
        syllables: sentences.reduce((sum, sentence) => sum + sentence.syllables, 0),
      });
    }
  }
  return clips;
}

function espeakArgs(text: string, file: string, chance: Chance, n: number): string[] {
  const voice = ESPEAK_VOICES[n % ESPEAK_VOICES.length]!;
  const wordsPerMinute = Math.round(125 + 75 * chance());
  const pitch = Math.round(25 + 50 * chance());
  return ['-v', voice, '-s', String(wordsPerMinute), '-p', String(pitch), '-w', file, text];
}

function fliteArgs(text: string, file: string, chance: Chance, n: number): string[] {
  const stretch = (0.9 + 0.4 * chance()).toFixed(2);
  const pitch = pick([90, 110, 130, 180], chance);
  const voice = FLITE_VOICES[n % FLITE_VOICES.length]!;
  const mean = voice === 'slt' ? 170 : pitch;
  const args = ['-voice', voice, '--setf', `duration_stretch=${stretch}`];
  return [...args, '--setf', `int_f0_target_mean=${mean}`, '-t', text, '-o', file];
}
