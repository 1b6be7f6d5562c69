import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clip } from './clips.js';
import { mustRun, runProgram } from './process.js';
import { modelArgs } from './recogniser.js';
import { decodeMono, type Mono } from './sound.js';
import { writeWav16 } from './wav.js';
import { wordsOf } from './word-error.js';

const VOWELS = new Set([
  'AA',
  'AE',
  'AH',
  'AO',
  'AW',
  'AY',
  'EH',
  'ER',
  'EY',
  'IH',
  'IY',
  'OW',
  'OY',
  'UH',
  'UW',
]);

/** Names that a dictionary of common words lacks. */
const EXTRA: Readonly<Record<string, readonly string[]>> = { dashwood: ['D AE SH W UH D'] };

/** Wide beams and no language weight: the words are given, only their times are asked. */
const SEARCH = '-remove_silence no -bestpath no -beam 1e-80 -wbeam 1e-60 -pbeam 1e-80 -wip 1 -lw 1'.split(
  ' ',
);

/** All pronunciations by word. */
export type Dictionary = ReadonlyMap<string, readonly string[]>;

/** Reads the dictionary that pocketsphinx names as its own; undefined where it names none. */
export async function readDictionary(): Promise<Dictionary | undefined> {
  const { stderr } = await runProgram('pocketsphinx_batch', ['-ctl', '/dev/null', ...modelArgs()]);
  const file = /^-dict\s.*?(\S+\.dict)\s*$/m.exec(stderr)?.[1];
  if (file === undefined) return undefined;
  const words = new Map<string, string[]>(Object.entries(EXTRA).map(([word, list]) => [word, [...list]]));
  for (const line of (await readFile(file, 'utf8')).split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const word = line.slice(0, space).replace(/\(\d+\)$/, '');
    words.set(word, [...(words.get(word) ?? []), line.slice(space).trim()]);
  }
  return words;
}

/**
 * Where the vowels of a known text begin, by forced alignment: every phone stands as a word of its own in a
 * grammar of the text. Right to some 20 ms in clear speech; frames are 10 ms apart.
 *
 * @returns seconds, rising; undefined where a word is unknown or the text does not fit
 */
export async function alignVowels(
  sound: Mono,
  text: string,
  dictionary: Dictionary,
  scratch: string,
): Promise<number[] | undefined> {
  const words = wordsOf(text).map((word) => dictionary.get(word));
  if (words.some((found) => found === undefined)) return undefined;
  const phones = new Set(
    [...dictionary.values()].flatMap((list) => list.flatMap((spoken) => spoken.split(' '))),
  );
  const phrase = words.map((spoken) => `( ${spoken!.join(' | ')} )`).join(' ');
  const at = (name: string): string => join(scratch, `align.${name}`);
  await writeWav16(at('wav'), sound);
  await writeFile(at('ctl'), 'align\n');
  await writeFile(at('dict'), [...phones].map((phone) => `${phone} ${phone}\n`).join(''));
  await writeFile(at('jsgf'), `#JSGF V1.0; grammar text; public <text> = ${phrase} ;`);
  const input = ['-ctl', at('ctl'), '-cepdir', scratch, '-cepext', '.wav', '-adcin', 'yes', '-adchdr', '44'];
  const output = ['-dict', at('dict'), '-jsgf', at('jsgf'), '-hypseg', at('seg')];
  await mustRun('pocketsphinx_batch', [...input, ...acousticArgs(), ...output, ...SEARCH]);
  return vowelStarts(await readFile(at('seg'), 'utf8'));
}

/** The clips with their vowels, where the text is known and a recogniser is there. Synthetic voices do not fit its models. */
export async function withVowels(clips: readonly Clip[], scratch: string): Promise<Clip[]> {
  const dictionary = await readDictionary();
  if (!dictionary) return [...clips];
  await mkdir(scratch, { recursive: true });
  const out: Clip[] = [];
  for (const clip of clips) {
    const isFit = clip.kind === 'real' && clip.text !== undefined;
    const sound = isFit ? await decodeMono(clip.file) : undefined;
    const vowels = sound && (await alignVowels(sound, clip.text ?? '', dictionary, scratch));
    out.push(vowels ? { ...clip, vowels } : clip);
  }
  return out;
}

/** The acoustic model alone: a grammar takes the place of the language model. */
const acousticArgs = (): string[] => modelArgs().slice(0, 2);

/** `name S … L total (start acoustic language phone)* end`, frames of 10 ms. */
function vowelStarts(line: string): number[] | undefined {
  const tokens = line.trim().split(/\s+/);
  const first = tokens.indexOf('L') + 2;
  if (first < 2) return undefined;
  const starts: number[] = [];
  for (let n = first; n + 3 < tokens.length; n += 4) {
    if (VOWELS.has(tokens[n + 3]!)) starts.push(Number(tokens[n]) / 100);
  }
  return starts.length > 0 ? starts : undefined;
}
