import * as v from 'valibot';
import type { Quality } from '../../engine/ports/converter.js';
import type { Key } from '../../engine/rap/plan.js';
import { keyName, parseKey, suggestKey } from '../key-name.js';
import { didYouMean } from '../suggest.js';

/** What a setting can hold, and how it is read from a flag, a variable or a config file. */
export interface Kind<Value> {
  /** What text of a flag or a variable stands for before the schema judges it. */
  readonly raw: 'text' | 'number' | 'switch';
  /** Judges the plain value; its messages are the words a person reads. */
  readonly schema: v.GenericSchema<unknown, Value>;
  /** Whether a text is a file name: made absolute from the folder of whoever wrote it. `-` stays. */
  readonly isPath?: ((text: string) => boolean) | undefined;
}

const MAX_TEXT = 4096;

/** A number from `min` to `max`, both included. */
export function numberKind(min: number, max: number, unit = ''): Kind<number> {
  const words = (given: unknown) =>
    `must be a number from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}, not ${show(given)}`;
  return {
    raw: 'number',
    schema: v.custom<number>(
      (value) => typeof value === 'number' && value >= min && value <= max,
      ({ input }) => words(input),
    ),
  };
}

/** A whole number from `min` to `max`, both included. */
export function integerKind(min: number, max: number): Kind<number> {
  return {
    raw: 'number',
    schema: v.custom<number>(
      (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
      ({ input }) => `must be a whole number from ${min} to ${max}, not ${show(input)}`,
    ),
  };
}

/** One of a few words. */
export function choiceKind<const Choice extends string>(choices: readonly Choice[]): Kind<Choice> {
  return {
    raw: 'text',
    schema: v.custom<Choice>(
      (value) => choices.some((choice) => choice === value),
      ({ input }) => {
        const guess = typeof input === 'string' ? didYouMean(input, choices) : undefined;
        const meant = guess === undefined ? '' : ` (did you mean ${guess}?)`;
        return `must be one of ${choices.join(', ')}, not ${show(input)}${meant}`;
      },
    ),
  };
}

/** Words that are not empty. */
export const textKind: Kind<string> = { raw: 'text', schema: text('some words') };

/** A file or folder. */
export const pathKind: Kind<string> = { raw: 'text', schema: text('a file name'), isPath: () => true };

/** A name from a list, or a file where it looks like one: with a slash, or ending in `.json`. */
export const nameOrFileKind: Kind<string> = {
  raw: 'text',
  schema: text('a name or a file'),
  isPath: (given) => /[/\\]|\.(?:json|toml)$/i.test(given),
};

/** A program: a file where it has a slash, otherwise a name to look up on PATH. */
export const programKind: Kind<string> = {
  raw: 'text',
  schema: text('a program'),
  isPath: (given) => /[/\\]/.test(given),
};

/** Yes or no. */
export const switchKind: Kind<boolean> = {
  raw: 'switch',
  schema: v.boolean(({ input }) => `must be true or false, not ${show(input)}`),
};

/** A musical key such as `F# minor`. */
export const keyKind: Kind<Key> = { raw: 'text', schema: keySchema((given) => parseKey(given)) };

/** A musical key, or `auto` for the one the music turns out to have. */
export const keyOrAutoKind: Kind<Key | 'auto'> = {
  raw: 'text',
  schema: keySchema((given) => (given.trim().toLowerCase() === 'auto' ? ('auto' as const) : parseKey(given))),
};

function text(what: string): v.GenericSchema<unknown, string> {
  return v.custom<string>(
    (value) => typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT,
    ({ input }) => `must be ${what}, not ${show(input)}`,
  );
}

function keySchema<Value>(parse: (given: string) => Value | undefined): v.GenericSchema<unknown, Value> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
      const given = dataset.value;
      const key = typeof given === 'string' ? parse(given) : undefined;
      if (key !== undefined) return key;
      const guess = typeof given === 'string' ? suggestKey(given) : undefined;
      const meant = guess === undefined ? '' : ` (did you mean ${guess}?)`;
      const examples = `such as "${keyName({ tonic: 6, mode: 'minor' })}", Fm or Bb`;
      addIssue({ message: `must be a key ${examples}, not ${show(given)}${meant}` });
      return NEVER;
    }),
  );
}

function show(given: unknown): string {
  if (typeof given === 'string') return given === '' ? 'nothing' : `"${given.slice(0, 60)}"`;
  if (typeof given === 'number' || typeof given === 'boolean') return String(given);
  return Array.isArray(given) ? 'a list' : typeof given === 'object' ? 'a table' : String(given);
}

/** A moment in the past: a time span such as `30m`, `12h`, `7d`, `2w`, or a date. Comes out as ms since 1970. */
export const sinceKind: Kind<number> = {
  raw: 'text',
  schema: v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): number => {
      const moment = parseSince(String(dataset.value), Date.now());
      if (moment !== undefined) return moment;
      addIssue({ message: `must be a time span (30m, 12h, 7d, 2w) or a date, not ${show(dataset.value)}` });
      return NEVER;
    }),
  ),
};

function parseSince(given: string, now: number): number | undefined {
  const span = /^(\d+(?:\.\d+)?)\s*([mhdw])$/i.exec(given.trim());
  if (span) {
    const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
    return now - Number(span[1]) * milliseconds[span[2]!.toLowerCase() as keyof typeof milliseconds];
  }
  // Only dates that begin with a year: Date.parse guesses a meaning for almost anything else.
  const moment = /^\d{4}-\d{2}/.test(given.trim()) ? Date.parse(given.trim()) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** Quality of a lossy format: `v2` or `192k`. */
export const qualityKind: Kind<Quality> = {
  raw: 'text',
  schema: parsed(parseQuality, 'must be v0 to v9, or a rate such as 192k'),
};

function parseQuality(given: string): Quality | undefined {
  const step = /^v(\d(?:\.\d+)?)$/i.exec(given)?.[1];
  if (step !== undefined) return { vbr: Number(step) };
  const rate = Number(/^(\d{1,4})k$/i.exec(given)?.[1]);
  return rate >= 6 && rate <= 2000 ? { kbps: rate } : undefined;
}

/** A track, counted from 1 by people and from 0 by us, or all of them. */
export const trackKind: Kind<number | 'all'> = {
  raw: 'text',
  schema: parsed((given) => {
    if (given === 'all') return 'all' as const;
    return /^[1-9]\d{0,2}$/.test(given) ? Number(given) - 1 : undefined;
  }, 'must be a number from 1, or all'),
};

/** An instant of a recording: seconds, `minutes:seconds` or `hours:minutes:seconds`. Comes out in seconds. */
export const timeKind: Kind<number> = {
  raw: 'text',
  schema: parsed((given) => {
    if (!/^(?:(?:\d+:)?[0-5]?\d:)?\d+(?:\.\d+)?$/.test(given)) return undefined;
    return given.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);
  }, 'must be a time such as 90, 1:30 or 0:01:30'),
};

function parsed<Value>(
  parse: (given: string) => Value | undefined,
  words: string,
): v.GenericSchema<unknown, Value> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
      const value = parse(String(dataset.value).trim());
      if (value !== undefined) return value;
      addIssue({ message: `${words}, not ${show(dataset.value)}` });
      return NEVER;
    }),
  );
}
