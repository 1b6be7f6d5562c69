import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../../src/dsp/types.js';
import { mustRun } from '../score/process.js';
import { readSound, type Span, type Spoken } from './spoken.js';

/** Voices whose licences let anybody use what they say: `kal16` of CMU, the others from the CMU ARCTIC recordings. */
const VOICES = ['kal16', 'awb', 'rms', 'slt'] as const;
const VOWEL = /^(?:aa|ae|ah|ao|aw|ax|axr|ay|eh|er|ey|ih|ix|iy|ow|oy|uh|uw)$/;

/** Speaks one sentence with voice number `turn`, at a speed and (for the one that can) a pitch by chance. */
export async function speakWithFlite(
  text: string,
  turn: number,
  scratch: string,
  random: Random,
): Promise<Spoken> {
  const voice = VOICES[turn % VOICES.length]!;
  const settings = [`duration_stretch=${(0.75 + 0.5 * random()).toFixed(2)}`];
  if (voice === 'kal16') settings.push(`int_f0_target_mean=${Math.round(85 + 105 * random())}`);
  const file = join(scratch, `flite-${turn}.wav`);
  const set = settings.flatMap((setting) => ['--setf', setting]);
  const { stdout } = await mustRun('flite', ['-voice', voice, ...set, '-t', text, '-psdur', '-o', file]);
  const sound = await readSound(file);
  await rm(file);
  return { voice: `flite ${voice}`, sound, vowels: readPhones(stdout.toString('utf8')) };
}

/** Vowels of `-psdur`, which prints `name:end` for every phone; each begins where the one before ends. */
function readPhones(phones: string): Span[] {
  const vowels: Span[] = [];
  let start = 0;
  for (const [, name, until] of phones.matchAll(/(\S+?):([\d.]+)/g)) {
    const end = Number(until);
    if (VOWEL.test(name!)) vowels.push({ start, end });
    start = end;
  }
  return vowels;
}
