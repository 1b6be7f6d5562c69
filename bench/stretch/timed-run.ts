import { isOnPath, mustRun } from '../score/process.js';
import type { CommandLine } from './programs.js';

/** What one run of a whole program took. */
export interface RunTime {
  readonly seconds: number;
  /** User and system time of the program and all it started; steadier than wall time on a busy machine. */
  readonly cpuSeconds: number;
}

/** bash's own `time` counts the children too; `taskset` keeps all of them on one core. */
export interface Timer {
  readonly isPinned: boolean;
  time(line: CommandLine, env: Record<string, string>, isPinned: boolean): Promise<RunTime>;
}

const CORE = '1';
const SCRIPT = 'TIMEFORMAT="%R %U %S"; time "$0" "$@"';

/** @throws {Error} where there is no bash */
export async function createTimer(): Promise<Timer> {
  if (!(await isOnPath('bash')))
    throw new Error('speed is measured with the `time` of bash, and there is no bash');
  const canPin = (await isOnPath('taskset')) && (await canUseCore());
  return {
    isPinned: canPin,
    time: async ({ command, args }, env, isPinned) => {
      const pin = isPinned && canPin ? ['taskset', '-c', CORE] : [];
      const words = ['-c', SCRIPT, ...pin, command, ...args];
      const { stderr } = await mustRun('bash', words, { env, limitSeconds: 7200 });
      const [real = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
      return { seconds: real, cpuSeconds: user + system };
    },
  };
}

/** A machine may have one core only, or forbid the second. */
const canUseCore = (): Promise<boolean> =>
  mustRun('taskset', ['-c', CORE, 'true']).then(
    () => true,
    () => false,
  );
