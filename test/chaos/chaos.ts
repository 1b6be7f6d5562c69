import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Chance, createChance } from '../../bench/score/seeded.js';

/** A program that does harm, and what it works with. */
export interface Chaos {
  readonly seed: number;
  /** How often. */
  readonly count: number;
  /** From the seed alone. */
  readonly chance: Chance;
  /** Of its own; absolute. */
  readonly folder: string;
  say(line: string): void;
  /** Something that must not be was seen. */
  fault(words: string): void;
}

/** Faults that are told one by one. */
const MOST_TOLD = 50;

/**
 * Runs a program of chaos: `--seed N --count N`, a folder that stays only where something was wrong, a verdict as the
 * last line, and exit code 1 where that is bad.
 */
export async function runChaos(
  name: string,
  usualCount: number,
  work: (chaos: Chaos) => Promise<void>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: String(usualCount) },
    },
  });
  const [seed, count] = [Number(values.seed), Number(values.count)];
  const folder = mkdtempSync(join(tmpdir(), `chaos-${name}-`));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  let faults = 0;
  const fault = (words: string) => {
    faults += 1;
    if (faults <= MOST_TOLD) say(`FAULT ${words}`);
  };
  try {
    await work({ seed, count, chance: createChance(seed), folder, say, fault });
  } catch (cause) {
    fault(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
  }
  if (faults === 0) rmSync(folder, { recursive: true, force: true });
  const verdict = faults === 0 ? 'PASSED' : `FAILED: ${faults} faults, see ${folder}`;
  say(`${name} --seed ${seed} --count ${count}: ${verdict}`);
  process.exitCode = faults === 0 ? 0 : 1;
}
