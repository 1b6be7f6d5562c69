import type { JobRecord } from '../../engine/job.js';
import { pathOf } from './path.js';
import { rapLines } from './score.js';

/** What a finished job has to say: the same whatever command ran it. */
export interface Outcome {
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/**
 * The outcome of a job that succeeded: its files, the first of which is what the job is for, and what was measured.
 *
 * @param isQuiet the name of the file is all a person wants
 */
export function outcomeOf({ artifacts, result }: JobRecord, isQuiet: boolean): Outcome {
  const files = artifacts.map(({ uri, ...rest }) => ({ file: pathOf(uri), uri, ...rest }));
  const output = files[0]?.file;
  const fields = typeof result === 'object' && result !== null ? { ...result } : { result };
  return {
    data: { output: output ?? null, artifacts: files, ...fields },
    lines: isQuiet && output !== undefined ? [output] : rapLines(output, result),
  };
}
