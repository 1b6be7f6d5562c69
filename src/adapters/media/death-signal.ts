import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { askOnce } from './answer-cache.js';
import { type Environment, findOnPath } from './search-path.js';

const run = promisify(execFile);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

/**
 * Words to put before a command so that the kernel kills it when rapgo dies, even by `kill -9`. Only Linux has
 * this (PR_SET_PDEATHSIG), through `setpriv` of util-linux 2.33 or newer; busybox's `setpriv` cannot do it.
 * The signal follows the thread that started the command, so start it from one that lives as long as the work.
 *
 * @returns an empty list where nothing of the kind is there
 */
export async function findDeathSignalLauncher(
  env: Environment,
  cacheFile: string | undefined,
): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const [setpriv] = await findOnPath('setpriv', env);
  if (setpriv === undefined) return [];
  const works = await askOnce(cacheFile, setpriv, {
    name: 'pdeathsig',
    isAnswer: isBoolean,
    ask: () =>
      run(setpriv, ['--help'], { timeout: 5_000 }).then(
        ({ stdout }) => stdout.includes('--pdeathsig'),
        () => false,
      ),
  }).catch(() => false);
  return works ? [setpriv, '--pdeathsig', 'KILL', '--'] : [];
}
