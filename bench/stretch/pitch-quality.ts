import { channelOf, fromChannels, lengthOf } from './channels.js';
import { findFormants } from './formants.js';
import { f0Cents, harmonicCents } from './pitch-measures.js';
import type { Figures } from './quality.js';
import type { Transform } from './run-file.js';
import { makeTone, offHarmonicsDb, TONE_F0 } from './tone.js';
import { makeVowel, movedFormants, VOWEL_F0, vowelF0At } from './vowel.js';

/** Frequency ratio of an interval. */
const factorOf = (semitones: number): number => 2 ** (semitones / 12);

/** All figures of one way of shifting pitch by so many semitones. */
export async function measurePitch(
  shift: Transform,
  semitones: number,
  formants: 'keep' | 'move',
): Promise<Figures> {
  const factor = factorOf(semitones);
  const f0 = TONE_F0[0];
  const input = makeTone(f0);
  const tone = await shift(fromChannels([input]), semitones);
  const output = channelOf(tone);
  const figures: Figures = {
    harmonic1Cents: harmonicCents(output, f0 * factor),
    harmonic10Cents: harmonicCents(output, 10 * f0 * factor),
    toneDb: offHarmonicsDb(output, f0 * factor),
    lengthError: lengthOf(tone) - input.length,
  };
  for (const start of VOWEL_F0) {
    const vowel = channelOf(await shift(fromChannels([makeVowel(start)]), semitones));
    figures[`vowel${start}Cents`] = f0Cents(vowel, (seconds) => factor * vowelF0At(start, seconds));
    const wanted = formants === 'keep' ? 1 : factor;
    const heard = start * factor * 2 ** (figures[`vowel${start}Cents`]! / 1200);
    for (const [n, percent] of formantErrors(vowel, heard, wanted).entries()) {
      figures[`vowel${start}F${n + 1}Percent`] = percent;
    }
  }
  return figures;
}

/**
 * F1–F3 of a vowel against those it was made with, moved by `factor`, per cent: what is not 0 was done to it.
 *
 * @param f0 where its pitch begins now, Hz, to 0.5 %
 */
export function formantErrors(vowel: Float32Array, f0: number, factor: number): number[] {
  const wanted = movedFormants(factor);
  const found = findFormants(vowel, (seconds) => vowelF0At(f0, seconds), wanted);
  return wanted.slice(0, 3).map(({ hz }, i) => 100 * (found[i]!.hz / hz - 1));
}
