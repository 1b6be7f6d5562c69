import { join } from 'node:path';
import type { Style } from '../../engine/rap/style.js';
import { configFolder } from '../folders.js';
import type { Host } from '../host.js';
import { nameOrFileKind } from '../settings/kinds.js';

/**
 * The style of a name or a file; null stays null, for a style chosen from the voice.
 *
 * @throws {RapgoError} `style/unknown` with a guess; `style/invalid`, `media/not-found` for a file
 */
export async function resolveStyle(nameOrFile: string | null, env: Host['env']): Promise<Style | null> {
  if (nameOrFile === null) return null;
  const { readStyle, styleOfName } = await import('./style-file.js');
  if (nameOrFileKind.isPath?.(nameOrFile)) return readStyle(nameOrFile);
  const config = configFolder(env);
  return styleOfName(nameOrFile, config && join(config, 'styles'));
}
