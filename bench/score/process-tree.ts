import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

interface ProcessLine {
  readonly parent: number;
  readonly residentBytes: number;
}

/** Watches a process and all its descendants; stop() gives the highest sum of resident memory, bytes. */
export function watchMemory(rootPid: number, everyMs = 50): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, residentOfTree(rootPid));
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Sum over the tree; pages shared by two processes count twice, as in `ps`. 0 where there is no /proc. */
export function residentOfTree(rootPid: number): number {
  const processes = readProcesses();
  let sum = 0;
  const open = [rootPid];
  const seen = new Set<number>();
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    if (seen.has(pid)) continue;
    seen.add(pid);
    sum += processes.get(pid)?.residentBytes ?? 0;
    for (const [child, { parent }] of processes) if (parent === pid) open.push(child);
  }
  return sum;
}

function readProcesses(): Map<number, ProcessLine> {
  const found = new Map<number, ProcessLine>();
  for (const name of procEntries()) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The name in brackets may hold spaces and brackets itself.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      found.set(pid, { parent: Number(fields[1]), residentBytes: Number(fields[21]) * PAGE_BYTES });
    } catch {
      // Ended between the listing and the look.
    }
  }
  return found;
}

function procEntries(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}
