import type { Host } from './host.js';
import { type ConfigSearch, findConfigFiles } from './settings/files.js';
import { type ConfigLayer, judgeConfigFile, judgeText } from './settings/judge.js';
import {
  longFlagOf,
  type Setting,
  type SettingTable,
  type ValuesOf,
  variableOf,
} from './settings/setting.js';

/** Where a value came from. */
export interface Origin {
  readonly source: 'flag' | 'variable' | 'file' | 'default';
  /** The flag, the variable or the path of the file; empty for a default. */
  readonly where: string;
}

/** Values of a table of settings, each with where it came from. */
export interface Resolved<Table extends SettingTable> {
  readonly values: ValuesOf<Table>;
  readonly origins: { readonly [Name in keyof Table]: Origin };
}

/** What was given on the command line: text of a flag with a value, true or false for a switch. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** Everything settings are read from, flags aside. */
export interface Surroundings {
  readonly host: Host;
  /** In order of weight. */
  readonly files: readonly ConfigLayer[];
}

/**
 * Reads and judges the config files once for a run.
 *
 * @throws {RapgoError} `config/invalid`
 */
export async function readSurroundings(host: Host, search: ConfigSearch): Promise<Surroundings> {
  const files = await findConfigFiles(host, search);
  return { host, files: files.map((file) => judgeConfigFile(file, host.env)) };
}

/**
 * Resolves every setting of a table: flag beats variable beats file beats default.
 *
 * @param command whose table of the config files counts; undefined for the common settings
 * @throws {RapgoError} `usage/bad-option` for a flag, `config/invalid` for a variable
 */
export function resolveSettings<Table extends SettingTable>(
  table: Table,
  command: string | undefined,
  flags: Flags,
  { host, files }: Surroundings,
): Resolved<Table> {
  const values: Record<string, unknown> = {};
  const origins: Record<string, Origin> = {};
  for (const [name, setting] of Object.entries(table)) {
    const found =
      fromFlag(name, setting, flags, host) ??
      fromVariable(name, setting, host) ??
      fromFiles(name, command, files);
    values[name] = found === undefined ? setting.fallback : found.value;
    origins[name] = found?.origin ?? { source: 'default', where: '' };
  }
  return { values: values as ValuesOf<Table>, origins: origins as Resolved<Table>['origins'] };
}

interface Found {
  readonly value: unknown;
  readonly origin: Origin;
}

function fromFlag(name: string, setting: Setting<unknown>, flags: Flags, host: Host): Found | undefined {
  const given = flags[name];
  if (given === undefined) return undefined;
  const where = longFlagOf(setting);
  const origin: Origin = { source: 'flag', where };
  if (typeof given === 'boolean') return { value: given, origin };
  const giver = { code: 'usage/bad-option', where, folder: host.cwd, env: host.env } as const;
  return { value: judgeText(setting, given, giver), origin };
}

function fromVariable(name: string, setting: Setting<unknown>, host: Host): Found | undefined {
  const where = variableOf(name);
  const giver = (variable: string) =>
    ({ code: 'config/invalid', where: variable, folder: host.cwd, env: host.env }) as const;
  const given = host.env[where];
  // An empty variable counts as unset, as in most shells' scripts.
  if (given) return { value: judgeText(setting, given, giver(where)), origin: { source: 'variable', where } };
  if (!longFlagOf(setting).startsWith('--no-')) return undefined;
  const negative = where.replace('RAPGO_', 'RAPGO_NO_');
  const refused = host.env[negative];
  if (!refused) return undefined;
  const value = judgeText(setting, refused, giver(negative)) !== true;
  return { value, origin: { source: 'variable', where: negative } };
}

function fromFiles(
  name: string,
  command: string | undefined,
  files: readonly ConfigLayer[],
): Found | undefined {
  for (const { path, shared, forCommand } of files) {
    const origin: Origin = { source: 'file', where: path };
    const own = command === undefined ? undefined : forCommand.get(command);
    if (own?.has(name)) return { value: own.get(name), origin };
    if (shared.has(name)) return { value: shared.get(name), origin };
  }
  return undefined;
}
