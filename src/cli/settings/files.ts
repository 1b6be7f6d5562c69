import { readFile } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import { configFolder } from '../folders.js';
import type { Host } from '../host.js';

/** Name of the config file in a folder of work. */
const FOLDER_FILE = 'rapgo.toml';
const MAX_CHARACTERS = 1_000_000;

/** A config file that was read, not yet judged. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** Whether the person chose it (their own folder, or `--config`); otherwise it came with the current folder. */
  readonly isPersonal: boolean;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Where to look for config files. */
export interface ConfigSearch {
  /** The one file to read instead of searching. */
  readonly config?: string | undefined;
  readonly ignoreConfig?: boolean | undefined;
}

/**
 * Config files in order of weight: the one in the current folder or its nearest parent, then the person's own.
 *
 * @throws {RapgoError} `config/invalid` naming the file where one cannot be read
 */
export async function findConfigFiles(
  host: Host,
  { config, ignoreConfig }: ConfigSearch,
): Promise<ConfigFile[]> {
  if (ignoreConfig) return [];
  if (config !== undefined) return [await readConfigFile(resolve(host.cwd, config), true)];
  const found: ConfigFile[] = [];
  const folderFile = await searchUpwards(host.cwd);
  if (folderFile !== undefined) found.push(await readConfigFile(folderFile, false));
  const own = configFolder(host.env);
  const ownFile = own === undefined ? undefined : join(own, 'config.toml');
  if (ownFile !== undefined && ownFile !== folderFile) {
    const file = await readConfigFile(ownFile, true, { isOptional: true });
    if (file) found.push(file);
  }
  return found;
}

async function searchUpwards(folder: string): Promise<string | undefined> {
  const { lilconfig } = await import('lilconfig');
  const search = lilconfig('rapgo', {
    searchPlaces: [FOLDER_FILE],
    // Its own default asks for the home folder and throws where there is none.
    stopDir: parse(folder).root,
    ignoreEmptySearchPlaces: false,
    loaders: { '.toml': () => ({}) },
  });
  try {
    return (await search.search(folder))?.filepath;
  } catch (cause) {
    throw unreadable((cause as NodeJS.ErrnoException).path ?? FOLDER_FILE, cause);
  }
}

async function readConfigFile(path: string, isPersonal: boolean): Promise<ConfigFile>;
async function readConfigFile(
  path: string,
  isPersonal: boolean,
  options: { isOptional: true },
): Promise<ConfigFile | undefined>;
async function readConfigFile(path: string, isPersonal: boolean, { isOptional = false } = {}) {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code;
    if (isOptional && (reason === 'ENOENT' || reason === 'ENOTDIR')) return undefined;
    throw unreadable(path, cause);
  }
  return { path, isPersonal, content: await readToml(path, text) };
}

function unreadable(path: string, cause: unknown): RapgoError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return new RapgoError('config/invalid', `${path}: cannot be read (${reason})`, {
    cause,
    hint: 'correct the name, or leave config files aside with --ignore-config',
  });
}

async function readToml(path: string, text: string): Promise<Record<string, unknown>> {
  if (text.length > MAX_CHARACTERS)
    throw new RapgoError('config/invalid', `${path}: too long for a config file`);
  const { parse: parseToml, TomlError } = await import('smol-toml');
  try {
    return parseToml(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [summary = 'not TOML'] = cause.message.split('\n');
    throw new RapgoError('config/invalid', `${path}, line ${cause.line}: ${summary}`, { cause });
  }
}
