import type { Key } from '../engine/rap/plan.js';
import { didYouMean } from './suggest.js';

const TONICS = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const NATURALS: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
// Tonic, accidental, mode. A lone `m` is minor (Fm); upper-case `M` is major (FM), as chord charts write it.
const KEY_NAME = /^([a-gA-G])[\s-]*(#|♯|b|♭|sharp|flat)?[\s-]*(minor|min|m|major|maj|M)?$/;
const WRITTEN = TONICS.flatMap((tonic) => [`${tonic} minor`, `${tonic} major`]).concat(
  ['Db', 'Eb', 'Gb', 'Ab', 'Bb'].flatMap((tonic) => [`${tonic} minor`, `${tonic} major`]),
);

/**
 * Reads a key as people write it: `F# minor`, `Fm`, `Bb`, `c sharp major`. Without a mode it is major.
 *
 * @returns undefined where the words name no key
 */
export function parseKey(text: string): Key | undefined {
  const trimmed = text.trim();
  const match = KEY_NAME.exec(trimmed) ?? KEY_NAME.exec(trimmed.toLowerCase());
  if (!match) return undefined;
  const [, letter, accidental, mode] = match;
  const natural = NATURALS[letter!.toLowerCase()]!;
  const shift = accidental === undefined ? 0 : /^(#|♯|sharp)$/.test(accidental) ? 1 : -1;
  return {
    tonic: (natural + shift + 12) % 12,
    mode: mode?.startsWith('m') && !/^maj/.test(mode) ? 'minor' : 'major',
  };
}

/** A key in words, sharps only: `F# minor`. */
export function keyName({ tonic, mode }: Key): string {
  return `${TONICS[tonic] ?? '?'} ${mode}`;
}

/** The key somebody who wrote `text` probably meant. */
export function suggestKey(text: string): string | undefined {
  return didYouMean(text.trim(), WRITTEN);
}
