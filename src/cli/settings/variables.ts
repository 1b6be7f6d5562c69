import type { Host } from '../host.js';
import { didYouMean } from '../suggest.js';
import { longFlagOf, type SettingTable, variableOf } from './setting.js';
import { COMMAND_SETTINGS, COMMON } from './tables.js';

/** Variables that are no twins of a setting. */
const OTHERS = ['RAPGO_HOME', 'RAPGO_CONFIG', 'RAPGO_IGNORE_CONFIG'];

/**
 * Words about variables that look like a misspelt one of ours. Unlike a flag, an unknown variable is no error: it may
 * belong to another version or to a script round rapgo.
 */
export function misspeltVariables(env: Host['env']): string[] {
  const known = new Set(OTHERS);
  const tables: readonly SettingTable[] = [COMMON, ...Object.values(COMMAND_SETTINGS)];
  for (const [name, setting] of tables.flatMap((table) => Object.entries(table))) {
    known.add(variableOf(name));
    if (longFlagOf(setting).startsWith('--no-')) known.add(variableOf(name).replace('RAPGO_', 'RAPGO_NO_'));
  }
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('RAPGO_') || known.has(name)) return [];
    const guess = didYouMean(
      name.slice('RAPGO_'.length),
      [...known].map((other) => other.slice('RAPGO_'.length)),
    );
    return guess === undefined ? [] : [`${name} is not a variable of rapgo (did you mean RAPGO_${guess}?)`];
  });
}
