import { type ChildProcess, spawn } from 'node:child_process';

/** What a program left behind. */
export interface ProgramResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** Wall time, seconds. */
  readonly seconds: number;
}

interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  /** Seconds after which the program is ended. @default 1800 */
  readonly limitSeconds?: number;
  /** Called with the started process, for those who watch it from outside. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a program to its end; a program that cannot be started gives code 127, as in a shell. */
export function runProgram(
  command: string,
  args: readonly string[],
  { cwd, env, limitSeconds = 1800, onStart }: ProgramOptions = {},
): Promise<ProgramResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), limitSeconds * 1000);
    const finish = (code: number, note = ''): void => {
      clearTimeout(timer);
      resolve({
        code,
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString('utf8') + note,
        seconds: (performance.now() - started) / 1000,
      });
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(code ?? 137));
    onStart?.(child);
  });
}

/** As {@link runProgram}, but anything other than success is an error that carries the end of stderr. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const result = await runProgram(command, args, options);
  if (result.code !== 0) {
    const tail = result.stderr.trim().split('\n').slice(-4).join(' | ');
    throw new Error(`${command} ${args.slice(0, 6).join(' ')} … ended with ${result.code}: ${tail}`);
  }
  return result;
}

/** Whether a program of this name can be started. */
export async function isOnPath(command: string): Promise<boolean> {
  return (await runProgram(command, ['--version'], { limitSeconds: 20 })).code !== 127;
}
