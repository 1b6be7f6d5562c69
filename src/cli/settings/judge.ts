import { dirname, join, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { type ErrorCode, RapgoError } from '../../engine/errors.js';
import { homeFolder } from '../folders.js';
import type { Host } from '../host.js';
import { didYouMean } from '../suggest.js';
import type { ConfigFile } from './files.js';
import { keyOf, type Setting, type SettingTable } from './setting.js';
import { COMMAND_SETTINGS, COMMON } from './tables.js';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const YES = ['1', 'true', 'yes', 'on'];
const NO = ['0', 'false', 'no', 'off', ''];

/** Who gave a value: for its words, and for what its file names are relative to. */
export interface Giver {
  readonly code: ErrorCode;
  /** Such as `--bpm`, `RAPGO_BPM`, `/a/rapgo.toml: generate.bpm`. */
  readonly where: string;
  readonly folder: string;
  readonly env: Host['env'];
}

/**
 * A value as its kind wants it.
 *
 * @throws {RapgoError} `giver.code`, with who gave it and what is wrong
 */
function judge<Value>({ kind }: Setting<Value>, given: unknown, giver: Giver): Value {
  const verdict = v.safeParse(kind.schema, given);
  if (!verdict.success) throw new RapgoError(giver.code, `${giver.where} ${verdict.issues[0].message}`);
  const value = verdict.output;
  if (typeof value !== 'string' || !kind.isPath?.(value) || value === '-') return value as Value;
  return resolvePath(value, giver) as Value;
}

/** As {@link judge}, for text that stands for a number or a yes. */
export function judgeText<Value>(setting: Setting<Value>, text: string, giver: Giver): Value {
  if (setting.kind.raw === 'number')
    return judge(setting, NUMBER.test(text.trim()) ? Number(text) : text, giver);
  if (setting.kind.raw === 'text') return judge(setting, text, giver);
  const word = text.trim().toLowerCase();
  return judge(setting, YES.includes(word) ? true : NO.includes(word) ? false : text, giver);
}

function resolvePath(given: string, { folder, env }: Giver): string {
  const home = homeFolder(env);
  const path =
    given.startsWith('~/') && home !== undefined ? join(home, given.slice(2)) : resolve(folder, given);
  // A slash at the end says that a folder is meant; `resolve` drops it.
  return /[/\\]$/.test(given) && !path.endsWith(sep) ? path + sep : path;
}

/** What a config file says: for every command, and for one command alone. Values are judged. */
export interface ConfigLayer {
  readonly path: string;
  readonly shared: ReadonlyMap<string, unknown>;
  readonly forCommand: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

/**
 * Judges a whole file, whatever command runs, so that a mistake shows the first time and not the day it matters.
 * A key above all tables holds for every command that knows it; one in `[generate]` for that command alone.
 *
 * @throws {RapgoError} `config/invalid` naming file and field
 */
export function judgeConfigFile(file: ConfigFile, env: Host['env']): ConfigLayer {
  const everywhere: SettingTable = Object.assign({}, ...Object.values(COMMAND_SETTINGS), COMMON);
  const commands: Readonly<Record<string, SettingTable>> = COMMAND_SETTINGS;
  const shared: Record<string, unknown> = {};
  const forCommand = new Map<string, ReadonlyMap<string, unknown>>();
  for (const [key, value] of Object.entries(file.content)) {
    const table = Object.hasOwn(commands, key) ? commands[key] : undefined;
    if (table === undefined) shared[key] = value;
    else if (isTable(value)) forCommand.set(key, judgeTable(file, table, value, `${key}.`, env));
    else throw new RapgoError('config/invalid', `${file.path}: ${key} must be a table, written [${key}]`);
  }
  return { path: file.path, shared: judgeTable(file, everywhere, shared, '', env), forCommand };
}

function judgeTable(
  file: ConfigFile,
  table: SettingTable,
  content: Readonly<Record<string, unknown>>,
  prefix: string,
  env: Host['env'],
): ReadonlyMap<string, unknown> {
  const names = new Map(Object.keys(table).map((name) => [keyOf(name), name]));
  const judged = new Map<string, unknown>();
  for (const [key, value] of Object.entries(content)) {
    const where = `${file.path}: ${prefix}${key}`;
    const name = names.get(key);
    if (name === undefined) throw unknownKey(where, key, [...names.keys(), ...Object.keys(COMMAND_SETTINGS)]);
    const setting = table[name]!;
    if (setting.isPersonal && !file.isPersonal) throw notFromHere(where);
    judged.set(
      name,
      judge(setting, value, { code: 'config/invalid', where, folder: dirname(file.path), env }),
    );
  }
  return judged;
}

function unknownKey(where: string, key: string, known: readonly string[]): RapgoError {
  const guess = didYouMean(key.replaceAll('_', '-'), known);
  const meant = guess === undefined ? '' : ` (did you mean ${guess}?)`;
  return new RapgoError('config/invalid', `${where} is not a setting${meant}`);
}

function notFromHere(where: string): RapgoError {
  return new RapgoError('config/invalid', `${where} may not stand in a file that came with a folder`, {
    hint: 'move it to your own config.toml, or name this file with --config',
  });
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
