/** One stroke within a bar of drums. */
export interface Stroke {
  /** Step in the bar, from 0. */
  readonly step: number;
  /** 0 to 1. */
  readonly velocity: number;
  /** Chance that it is played, 0 to 1. */
  readonly chance: number;
  /** Strokes of a roll; 1 for a single stroke. */
  readonly roll: number;
  /** Steps over which the roll is spread evenly. */
  readonly span: number;
}

/** What each sign of a drum bar means; `-` is silence and `=` keeps what the groove has there. */
export const STEP_SIGNS: Readonly<Record<string, Omit<Stroke, 'step'>>> = {
  X: { velocity: 1, chance: 1, roll: 1, span: 1 },
  x: { velocity: 0.8, chance: 1, roll: 1, span: 1 },
  o: { velocity: 0.58, chance: 1, roll: 1, span: 1 },
  '.': { velocity: 0.34, chance: 1, roll: 1, span: 1 },
  '?': { velocity: 0.74, chance: 0.5, roll: 1, span: 1 },
  ':': { velocity: 0.34, chance: 0.5, roll: 1, span: 1 },
  T: { velocity: 0.7, chance: 1, roll: 3, span: 2 },
  r: { velocity: 0.72, chance: 1, roll: 2, span: 1 },
  t: { velocity: 0.68, chance: 1, roll: 3, span: 1 },
  R: { velocity: 0.66, chance: 1, roll: 4, span: 1 },
};

const SPACING = /[\s|]/g;

/** Steps in a bar: 16 sixteenths or 12 eighth triplets. */
export const stepsPerBar = (grid: 'sixteenth' | 'triplet'): 16 | 12 => (grid === 'triplet' ? 12 : 16);

/**
 * What is wrong with a bar of drums.
 *
 * @returns a phrase for a person, or undefined where nothing is
 */
export function faultOfBar(text: string, steps: number, mayKeep: boolean): string | undefined {
  const signs = text.replace(SPACING, '');
  const unknown = [...signs].find(
    (sign) => !(sign in STEP_SIGNS || sign === '-' || (mayKeep && sign === '=')),
  );
  if (unknown !== undefined) {
    return `"${unknown}" is no step; write ${Object.keys(STEP_SIGNS).join(' ')} - ${mayKeep ? 'or =' : 'only'}`;
  }
  return signs.length === steps ? undefined : `a bar has ${steps} steps here, this one has ${signs.length}`;
}

/**
 * Reads one bar of drums.
 *
 * @param groove bar whose steps `=` keeps
 * @returns strokes in order of time; unknown signs are silent, as {@link faultOfBar} has refused them before
 */
export function parseBar(text: string, groove?: string): Stroke[] {
  const signs = text.replace(SPACING, '');
  const kept = groove?.replace(SPACING, '') ?? '';
  const strokes: Stroke[] = [];
  for (let step = 0; step < signs.length; step++) {
    const sign = signs[step] === '=' ? (kept[step] ?? '-') : signs[step]!;
    const meaning = STEP_SIGNS[sign];
    if (meaning) strokes.push({ step, ...meaning });
  }
  return strokes;
}
