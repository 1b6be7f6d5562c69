import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const TSX = createRequire(import.meta.url).resolve('tsx/cli');

/** Runs a program of `test/chaos` to its end. */
function runProgram(
  name: string,
  count: number,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const program = fileURLToPath(new URL(`chaos/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [TSX, program, '--seed', '1', '--count', String(count)]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

it.runIf(process.platform === 'linux').each([
  ['kill', 4],
  ['stop', 3],
  ['mutate', 40],
  ['two', 1],
])('chaos: %s %d times leaves everything in order', async (name, count) => {
  const { code, said } = await runProgram(name, count);
  expect(said).toMatch(/PASSED/);
  expect(code, said).toBe(0);
});
