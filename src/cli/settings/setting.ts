import type { Kind } from './kinds.js';

/** One thing a person can set: as a flag, as a `RAPGO_*` variable or in a config file. */
export interface Setting<Value> {
  /** As commander reads it: `--bpm <N>`, `--no-color`. */
  readonly flags: string;
  readonly describe: string;
  readonly kind: Kind<NonNullable<Value>>;
  readonly fallback: Value;
  /** Heading in the help. */
  readonly group?: string | undefined;
  /**
   * True where a file that merely came with a folder must not set it, because it names a program to run or lets
   * files be replaced: a downloaded folder would otherwise decide over the machine.
   */
  readonly isPersonal?: boolean | undefined;
}

/** Settings by their name in code, e.g. `truePeak`. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** What a table's settings come out as. */
export type ValuesOf<Table extends SettingTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Setting<infer Value> ? Value : never;
};

/** A setting that is null unless somebody sets it. */
export function optional<Value>(
  flags: string,
  describe: string,
  kind: Kind<Value>,
  more: Pick<Setting<Value>, 'group' | 'isPersonal'> = {},
): Setting<Value | null> {
  return { flags, describe, kind: kind as Kind<NonNullable<Value>>, fallback: null, ...more };
}

/** A setting with a default, which the help states. */
export function defaulted<Value>(
  flags: string,
  describe: string,
  kind: Kind<NonNullable<Value>>,
  fallback: Value,
  more: Pick<Setting<Value>, 'group' | 'isPersonal'> = {},
): Setting<Value> {
  return { flags, describe, kind, fallback, ...more };
}

/** Its name in a config file and in words: `truePeak` is `true-peak`. */
export function keyOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Its variable: `truePeak` is `RAPGO_TRUE_PEAK`. */
export function variableOf(name: string): string {
  return `RAPGO_${keyOf(name).replaceAll('-', '_').toUpperCase()}`;
}

/** Its long flag without the value: `--true-peak`. */
export function longFlagOf({ flags }: Setting<unknown>): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}
