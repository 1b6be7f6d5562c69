import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program as a person starts it. */
export const RAPGO = fileURLToPath(new URL('../bin/rapgo.js', import.meta.url));

/** How a run went. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** How to run it. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Arguments of node itself. */
  readonly nodeArgs?: readonly string[];
  /** What stdin carries; without it stdin stays open and silent until the process ends. */
  readonly input?: Uint8Array | string;
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the built rapgo to its end. */
export function runRapgo(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { env = {}, cwd, nodeArgs = [], input, onStart } = options;
  const start = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, RAPGO, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => {});
  if (input !== undefined) child.stdin.end(input);
  onStart?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const milliseconds = performance.now() - start;
      resolve({ code, stdout: `${Buffer.concat(stdout)}`, stderr: `${Buffer.concat(stderr)}`, milliseconds });
    });
  });
}
