import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RapgoError } from '../../engine/errors.js';

/** Openers return at once, unless they are the player themselves: those are left to play. */
const PATIENCE_MS = 2000;

/** A program of the system that opens files. */
export interface Opener {
  readonly program: string;
  readonly args: readonly string[];
  /** How to get it. */
  readonly hint: string;
  /** Whether its exit code says nothing. */
  readonly isMute: boolean;
}

/**
 * What opens a file with the program people have chosen for it, or shows it in its folder. No shell reads the name: on
 * Windows it is `explorer` rather than `start`, which is a word of `cmd` and would run what stands after an `&`.
 */
export function openerFor(platform: NodeJS.Platform, file: string, reveal: boolean): Opener {
  if (platform === 'darwin') {
    const args = reveal ? ['-R', file] : [file];
    return { program: 'open', args, hint: 'put /usr/bin on the PATH', isMute: false };
  }
  if (platform === 'win32') {
    const args = reveal ? [`/select,${file}`] : [file];
    return { program: 'explorer.exe', args, hint: 'put C:\\Windows on the PATH', isMute: true };
  }
  const args = [reveal ? dirname(file) : file];
  return { program: 'xdg-open', args, hint: 'apt install xdg-utils', isMute: false };
}

/**
 * Starts an opener and waits until it has handed the file on.
 * @throws {RapgoError} `tool/missing` where it is not there; `tool/failed` where it could not
 */
export async function startOpener(
  { program, args, hint, isMute }: Opener,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  }).catch((cause: unknown) => {
    throw new RapgoError('tool/missing', `${program}, which opens files, cannot be started`, { cause, hint });
  });
  const waiting = new AbortController();
  const pause = delay(patienceMs, 0, { signal: waiting.signal }).catch(() => 0);
  const code = await Promise.race([ended, pause]).finally(() => waiting.abort());
  child.unref();
  if (code === 0 || isMute) return;
  throw new RapgoError('tool/failed', `${program} could not open ${args.at(-1)} (exit code ${code})`, {
    hint: 'open it by hand, or say which program is for such files',
  });
}
