import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './process.js';
import { ANALYSIS_RATE, type Mono } from './sound.js';
import { writeWav16 } from './wav.js';

/** Length of the header that writeWav16 writes. */
const HEADER_BYTES = 44;

/**
 * Free recognition with the models that pocketsphinx itself was built to find; RAPGO_SPHINX_MODEL names
 * another folder with en-us, en-us.lm.bin and cmudict-en-us.dict.
 *
 * @returns the words heard, by utterance name
 */
export async function recognise(
  utterances: ReadonlyMap<string, Mono>,
  scratch: string,
): Promise<Map<string, string>> {
  for (const [name, sound] of utterances) {
    if (sound.sampleRate !== ANALYSIS_RATE) throw new RangeError(`${name} must have ${ANALYSIS_RATE} Hz`);
    await writeWav16(join(scratch, `${name}.wav`), sound);
  }
  const list = join(scratch, 'utterances.ctl');
  const answers = join(scratch, 'answers.txt');
  await writeFile(list, [...utterances.keys()].map((name) => `${name}\n`).join(''));
  const input = [
    '-ctl',
    list,
    '-cepdir',
    scratch,
    '-cepext',
    '.wav',
    '-adcin',
    'yes',
    '-adchdr',
    String(HEADER_BYTES),
  ];
  await mustRun('pocketsphinx_batch', [...input, '-hyp', answers, ...modelArgs()]);
  return parseAnswers(await readFile(answers, 'utf8'));
}

/** Options that name another model; none where pocketsphinx finds its own. */
export function modelArgs(): string[] {
  const folder = process.env.RAPGO_SPHINX_MODEL;
  if (folder === undefined) return [];
  const lm = join(folder, 'en-us.lm.bin');
  return ['-hmm', join(folder, 'en-us'), '-lm', lm, '-dict', join(folder, 'cmudict-en-us.dict')];
}

/** Lines such as `go forward ten meters (goforward -6689)`. */
function parseAnswers(text: string): Map<string, string> {
  const heard = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^(.*)\((\S+) -?\d+\)$/.exec(line.trim());
    if (match) heard.set(match[2]!, match[1]!.trim());
  }
  return heard;
}
