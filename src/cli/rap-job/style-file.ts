import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findStyle, parseStyle, type StyleText, type TomlReader } from '../../engine/rap/load-style.js';
import type { Style } from '../../engine/rap/style.js';
import { readTextFile } from './text-file.js';

const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads a style that a person wrote, JSON or TOML.
 *
 * @throws {RapgoError} `media/not-found`, `media/unreadable`; `style/invalid` naming the wrong fields
 */
export async function readStyle(file: string): Promise<Style> {
  return parseStyle({ name: file, text: await readTextFile(file, 'style', MAX_BYTES) }, await tomlReader());
}

/**
 * A style by name: one in the person's folder of styles, or one of rapgo's.
 *
 * @param folder `styles` in the config folder; undefined or missing holds none
 * @throws {RapgoError} `style/unknown` with a guess; `style/invalid`
 */
export async function styleOfName(name: string, folder: string | undefined): Promise<Style> {
  const own: StyleText[] = [];
  for (const file of await stylesIn(folder)) {
    own.push({ name: basename(file), text: await readTextFile(file, 'style', MAX_BYTES) });
  }
  return findStyle(name, { own, toml: await tomlReader() });
}

async function stylesIn(folder: string | undefined): Promise<string[]> {
  if (folder === undefined) return [];
  const names = await readdir(folder).catch(() => []); // most people have no such folder
  return names.filter((name) => /\.(?:json|toml)$/i.test(name)).map((name) => join(folder, name));
}

async function tomlReader(): Promise<TomlReader> {
  const { parse } = await import('smol-toml');
  return parse;
}
