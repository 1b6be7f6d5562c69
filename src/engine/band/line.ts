/** What a step of a line says. */
export type LineToken =
  | { readonly kind: 'rest' }
  | { readonly kind: 'hold' }
  | {
      readonly kind: 'note';
      /** Scale degree counted from the chord's root (1 = root, 8 = octave, −5 = the fifth below), or the chord. */
      readonly degree: number | 'chord';
      /** Semitones by which an accidental moves it. */
      readonly shift: number;
      readonly velocity: number;
      readonly chance: number;
      /** Slides there from the note before instead of a new stroke. */
      readonly glide: boolean;
    };

const NOTE = /^(~)?(?:(c)|(b|#)?(-?(?:1\d|[1-9])))([!'?])?$/;

/** Velocity and chance of the marks behind a note. */
const MARKS: Readonly<Record<string, { velocity: number; chance: number }>> = {
  '!': { velocity: 1, chance: 1 },
  "'": { velocity: 0.5, chance: 1 },
  '?': { velocity: 0.8, chance: 0.5 },
};
const UNMARKED = { velocity: 0.8, chance: 1 };

/** Reads one step; undefined where it is none. */
export function parseToken(text: string): LineToken | undefined {
  if (text === '-') return { kind: 'rest' };
  if (text === '_') return { kind: 'hold' };
  const match = NOTE.exec(text);
  if (!match) return undefined;
  const [, glide, chord, accidental, degree, mark] = match;
  return {
    kind: 'note',
    degree: chord ? 'chord' : Number(degree),
    shift: accidental === 'b' ? -1 : accidental === '#' ? 1 : 0,
    glide: glide !== undefined,
    ...((mark && MARKS[mark]) || UNMARKED),
  };
}

/** Steps of one bar of a line; bar lines are for the eye only. */
export const lineSteps = (text: string): string[] => text.split(/[\s|]+/).filter((step) => step !== '');

/**
 * What is wrong with a bar of a line.
 *
 * @returns a phrase for a person, or undefined where nothing is
 */
export function faultOfLine(text: string, steps: number): string | undefined {
  const found = lineSteps(text);
  const unknown = found.find((step) => parseToken(step) === undefined);
  if (unknown !== undefined) {
    return `"${unknown}" is no step; write - (rest), _ (hold), c (chord) or a degree such as 1, b7, -5, ~8, 1!, 3', 5?`;
  }
  return found.length === steps ? undefined : `a bar has ${steps} steps here, this one has ${found.length}`;
}
