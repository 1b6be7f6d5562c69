import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Host } from './host.js';

/** The person's folder; undefined where neither HOME nor the user table knows one (some containers). */
export function homeFolder(env: Host['env']): string | undefined {
  if (env.HOME) return env.HOME;
  try {
    return homedir() || undefined;
  } catch {
    return undefined;
  }
}

/** Folder of rapgo's own data: `RAPGO_HOME`, else `rapgo` in XDG_DATA_HOME, else in `~/.local/share`. */
export function dataFolder(env: Host['env']): string | undefined {
  if (env.RAPGO_HOME) return env.RAPGO_HOME;
  return xdgFolder(env, 'XDG_DATA_HOME', ['.local', 'share']);
}

/** Folder of the person's config file: `rapgo` in XDG_CONFIG_HOME, else in `~/.config`. */
export function configFolder(env: Host['env']): string | undefined {
  return xdgFolder(env, 'XDG_CONFIG_HOME', ['.config']);
}

function xdgFolder(env: Host['env'], name: string, fallback: readonly string[]): string | undefined {
  const given = env[name];
  // The XDG specification tells programs to ignore relative paths here.
  if (given && isAbsolute(given)) return join(given, 'rapgo');
  const home = homeFolder(env);
  return home === undefined ? undefined : join(home, ...fallback, 'rapgo');
}

/** Folder of what can be made again, such as what ffmpeg said about itself. */
export function cacheFolder(env: Host['env']): string | undefined {
  if (env.RAPGO_HOME) return join(env.RAPGO_HOME, 'cache');
  return xdgFolder(env, 'XDG_CACHE_HOME', ['.cache']);
}
