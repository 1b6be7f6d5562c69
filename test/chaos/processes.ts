import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Processes (Linux) that have `text` on their command line, this one aside. */
function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(text) ? [`${pid} ${line.slice(0, 60)} …`] : [];
      } catch {
        return []; // gone meanwhile
      }
    });
}

/** Those that are still there when they have had time to die. */
export async function orphansOf(text: string, patienceMs = 1000): Promise<string[]> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const left = processesWith(text);
    if (left.length === 0 || performance.now() > giveUpAt) return left;
    await delay(10);
  }
}

/** How long the main thread of a process has stood in the queue for a processor, ms; undefined where nobody says. */
export function queuedMs(pid: number): number | undefined {
  try {
    const [, waited] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ');
    return Number(waited) / 1e6;
  } catch {
    return undefined;
  }
}
