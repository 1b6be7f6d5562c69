import type { Key } from '../rap/plan.js';

/** A chord in a key: semitones above the key's tonic, within an octave above its root. */
export interface Chord {
  /** Root above the tonic, semitones 0..11. */
  readonly root: number;
  /** Tones above the root, semitones, rising, the first 0. */
  readonly tones: readonly number[];
}

const SCALES = { minor: [0, 2, 3, 5, 7, 8, 10], major: [0, 2, 4, 5, 7, 9, 11] } as const;
const SYMBOL = /^(b|#)?([1-7])(M|m|dim|sus)?(5|7|9|add9)?$/;

/** What is wrong with a chord symbol; undefined where nothing is. */
export const faultOfChord = (symbol: string): string | undefined =>
  SYMBOL.test(symbol)
    ? undefined
    : `"${symbol}" is no chord; write a degree such as 1, 6, b2, 4m7, 5M, 1m9, 5sus`;

/** Places above the first degree: 0 for 1, 7 for 8; a minus sign means an octave lower, so −7 lies just below 1. */
const degreeIndex = (degree: number): number => (degree > 0 ? degree - 1 : -degree - 8);

/** Semitones above the tonic of a scale degree: 1 = tonic, 8 = its octave, −5 = the fifth below. */
export function degreeSemitones(degree: number, mode: Key['mode']): number {
  const index = degreeIndex(degree);
  const octave = Math.floor(index / 7);
  return SCALES[mode][index - 7 * octave]! + 12 * octave;
}

/**
 * Reads a chord symbol: a degree of the key, with what differs from the key's own chord there.
 *
 * @throws {RangeError} if the symbol is not one; {@link faultOfChord} says so before
 */
export function parseChord(symbol: string, mode: Key['mode']): Chord {
  const match = SYMBOL.exec(symbol);
  if (!match) throw new RangeError(`${symbol} is no chord`);
  const [, accidental, number, quality, extension] = match;
  const degree = Number(number);
  const natural = degreeSemitones(degree, mode);
  const above = (steps: number): number => degreeSemitones(degree + steps, mode) - natural;
  let third = above(2);
  let fifth = above(4);
  if (quality === 'M' || (accidental && !quality)) [third, fifth] = [4, 7]; // borrowed chords are major unless said
  if (quality === 'm') [third, fifth] = [3, 7];
  if (quality === 'dim') [third, fifth] = [3, 6];
  if (quality === 'sus') [third, fifth] = [5, 7];
  // a chord that is not the key's own takes the small seventh, as a blues or a dominant does
  const seventh = third === above(2) ? above(6) : 10;
  const tones = extension === '5' ? [0, 7] : [0, third, fifth];
  if (extension === '7' || extension === '9') tones.push(seventh);
  if (extension === '9' || extension === 'add9') tones.push(14);
  return { root: (natural + (accidental === 'b' ? 11 : accidental === '#' ? 1 : 0)) % 12, tones };
}

/** Semitones above the tonic of a line's degree over a chord: 1, 3, 5, 7 and 9 are the chord's own tones. */
export function overChord(chord: Chord, degree: number, mode: Key['mode']): number {
  const index = degreeIndex(degree);
  const octave = Math.floor(index / 7);
  const step = index - 7 * octave;
  const own = [0, 2, 4, 6].indexOf(step);
  const tone = own >= 0 ? chord.tones[own] : undefined;
  if (tone !== undefined && tone < 12) return chord.root + tone + 12 * octave;
  return chord.root + nearScale(chord.root, step, mode) + 12 * octave;
}

/** Semitones from a root up to the key's tone that is `step` letters above it. */
function nearScale(root: number, step: number, mode: Key['mode']): number {
  const scale = SCALES[mode];
  const place = scale.findLastIndex((semitones) => semitones <= root);
  const index = place + step;
  return scale[index % 7]! + 12 * Math.floor(index / 7) - scale[place]!;
}

/**
 * Pitches of a chord near those of the chord before, so that hands move little.
 *
 * @param lowMidi lowest pitch that may be used
 * @param before pitches of the chord before; empty for none
 * @returns MIDI numbers, rising
 */
export function voiceChord(
  chord: Chord,
  tonic: number,
  lowMidi: number,
  before: readonly number[],
): number[] {
  // five tones are a cluster under one hand: the root is left to the bass
  const tones = chord.tones.length > 4 ? chord.tones.slice(1) : chord.tones;
  const rising = tones.map((tone) => tone % 12).sort((a, b) => a - b);
  const classes = rising.map((tone) => (tonic + chord.root + tone) % 12);
  const inversions = classes.map((_, first) =>
    stack([...classes.slice(first), ...classes.slice(0, first)], lowMidi),
  );
  if (before.length === 0) return inversions[0]!;
  const middle = (pitches: readonly number[]): number =>
    pitches.reduce((sum, p) => sum + p, 0) / pitches.length;
  const cost = (pitches: readonly number[]): number => Math.abs(middle(pitches) - middle(before));
  return inversions.reduce((best, one) => (cost(one) < cost(best) - 1e-9 ? one : best));
}

/** Pitches of the classes, each above the one before, from `lowMidi` up. */
function stack(classes: readonly number[], lowMidi: number): number[] {
  let floor = lowMidi;
  return classes.map((pitchClass) => {
    const pitch = floor + ((((pitchClass - floor) % 12) + 12) % 12);
    floor = pitch + 1;
    return pitch;
  });
}
