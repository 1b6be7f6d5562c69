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

/** A run that goes on. */
export interface Started {
  /** What it has said so far. */
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Run>;
}

/** Starts the built rapgo. */
export function startRapgo(args: readonly string[], options: RunOptions = {}): Started {
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
  const text = (chunks: readonly Buffer[]): string => `${Buffer.concat(chunks)}`;
  const ended = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const milliseconds = performance.now() - start;
      resolve({ code, stdout: text(stdout), stderr: text(stderr), milliseconds });
    });
  });
  return { stderr: () => text(stderr), kill: (signal) => void child.kill(signal), ended };
}

/** Runs the built rapgo to its end. */
export function runRapgo(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return startRapgo(args, options).ended;
}
