import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let place: string | undefined;

/**
 * Stands for where numbers of processes mean something: this machine since it was started, and on Linux this namespace of
 * processes, since containers share machines and folders.
 *
 * @returns eight hexadecimal digits
 */
export function processPlace(): string {
  place ??= createHash('sha256')
    .update([hostname(), read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))].join())
    .update(read(() => readlinkSync('/proc/self/ns/pid')))
    .digest('hex')
    .slice(0, 8);
  return place;
}

/** Whether a process of this place runs; one of another user does too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function read(what: () => string): string {
  try {
    return what();
  } catch {
    return '';
  }
}
