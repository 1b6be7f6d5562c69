import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { type Run, type RunOptions, runRapgo } from '../run-rapgo.js';
import { queuedMs } from './processes.js';

/** A line of `--json`. */
export type Line = Readonly<Record<string, unknown>> & { readonly type: string };

/** A run that may have been ended by a signal. */
export interface ChaosRun extends Run {
  readonly signal: NodeJS.Signals | null;
  /** Whole lines of stdout; what was cut off by a kill is left out. */
  readonly lines: readonly Line[];
  /** From the signal that was sent to the end; undefined where the run was over before. */
  readonly endedAfterMs: number | undefined;
  /** How much of that it was kept waiting for a processor: says more of the machine than of rapgo. */
  readonly keptWaitingMs: number;
}

/** How a run is disturbed. */
export interface Disturbance {
  readonly signal: NodeJS.Signals;
  readonly afterMs: number;
}

/** Runs rapgo with its home, its cache and its temporary files in `folder`; it may be sent a signal on the way. */
export async function startRapgo(
  args: readonly string[],
  folder: string,
  disturbance?: Disturbance,
  options: RunOptions = {},
): Promise<ChaosRun> {
  let child: ChildProcess | undefined;
  let sentAt: number | undefined;
  let keptWaitingMs = 0;
  const env = { HOME: folder, RAPGO_HOME: join(folder, 'home'), TMPDIR: folder, ...options.env };
  const onStart = (started: ChildProcess): void => {
    child = started;
    if (disturbance === undefined) return;
    let watch: NodeJS.Timeout | undefined;
    const timer = setTimeout(() => {
      sentAt = performance.now();
      const before = queuedMs(started.pid!) ?? 0;
      started.kill(disturbance.signal);
      watch = setInterval(() => {
        keptWaitingMs = Math.max(keptWaitingMs, (queuedMs(started.pid!) ?? 0) - before);
      }, 5);
    }, disturbance.afterMs);
    started.on('exit', () => {
      clearTimeout(timer);
      clearInterval(watch);
    });
  };
  const run = await runRapgo(args, { ...options, env, onStart });
  const endedAfterMs = sentAt === undefined ? undefined : performance.now() - sentAt;
  return {
    ...run,
    signal: child?.signalCode ?? null,
    endedAfterMs,
    keptWaitingMs,
    lines: linesOf(run.stdout),
  };
}

function linesOf(stdout: string): Line[] {
  const whole = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}

/** The lines about files. */
export const itemsOf = ({ lines }: ChaosRun): Line[] => lines.filter(({ type }) => type === 'item');
