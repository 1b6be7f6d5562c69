import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/**
 * Executable files called `name` in the folders of PATH, in order. Relative folders are left out: they would let
 * a file in the current folder run as a program.
 */
export async function findOnPath(name: string, env: Environment): Promise<readonly string[]> {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const candidates = [...new Set(folders)].map((folder) => join(folder, `${name}${SUFFIX}`));
  const usable = await Promise.all(candidates.map(isExecutableFile));
  return candidates.filter((_, n) => usable[n]);
}

/** Whether `path` is a file this process may run. */
async function isExecutableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
