import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import type { JobRecord } from '../../engine/job.js';
import type { Ledger } from '../../engine/ports/ledger.js';
import { readStamp, type Source } from './find-sources.js';
import { compare, type Found, NEVER_MADE, wasMade } from './resume.js';

/** A result to be made. */
export interface OnceItem {
  readonly source: Source;
  /** Absolute. */
  readonly output: string;
  /** Stands for everything that reaches into it; see `recipeOf`. */
  readonly recipe: string;
  /** Whether whatever stands there is to be replaced. */
  readonly force: boolean;
}

/** What is known of earlier work. */
export interface Memory {
  readonly ledger: Ledger | undefined;
  readonly rehash: boolean;
  readonly onlyFailed: boolean;
}

/** What became of an item that did not fail. */
export type OnceOutcome =
  | { readonly state: 'done'; readonly record: JobRecord }
  | { readonly state: 'skipped'; readonly words: string };

/**
 * Makes one result unless it is made already, and remembers it.
 *
 * @param run runs the job, which may replace what stands there where that is ours
 * @throws {RapgoError} `usage/output-exists` where somebody else's file has the name; what `run` throws
 */
export async function makeOnce(
  item: OnceItem,
  memory: Memory,
  run: (mayReplace: boolean) => Promise<JobRecord>,
): Promise<OnceOutcome> {
  const { source, output, recipe, force } = item;
  const { ledger, rehash } = memory;
  const outputUri = pathToFileURL(output).href;
  const sourceUri = pathToFileURL(source.path).href;
  const comparison = { ledger, rehash, output: outputUri, sourceUri, recipe };
  const found = await compare(output, source, comparison);
  const reason = await reasonToSkip(item, found, memory, outputUri);
  if (reason !== undefined) return { state: 'skipped', words: reason };
  if (found.standing === 'taken' && !force) {
    throw new RapgoError('usage/output-exists', `${output} exists already`, {
      hint: 'replace it with --force, or choose another folder with -o',
    });
  }
  await mkdir(dirname(output), { recursive: true }).catch(() => {}); // the job says what is wrong with the folder
  if (source.stamp !== undefined) {
    const entry = { output: outputUri, source: sourceUri, sourceStamp: source.stamp, recipe };
    await ledger?.open({ ...entry, before: found.now, replacesOwn: found.standing === 'outdated' });
  }
  try {
    const record = await run(force || found.standing === 'outdated');
    const made = await readStamp(output);
    if (made !== undefined) await ledger?.close(outputUri, made, record.inputs[0]?.sha256 ?? null);
    return { state: 'done', record };
  } catch (thrown) {
    const after = await compare(output, source, comparison);
    const isRace = thrown instanceof RapgoError && thrown.code === 'usage/output-exists';
    if (isRace && after.standing === 'done') return { state: 'skipped', words: 'another rapgo made it' };
    // What stands there now may be ours all the same, where it was the history that failed.
    const isUntouched = after.now?.inode === found.now?.inode;
    if (isUntouched) await ledger?.close(outputUri, NEVER_MADE, null).catch(() => {});
    throw thrown;
  }
}

async function reasonToSkip(
  { source, output, force }: OnceItem,
  { standing, now }: Found,
  { ledger, onlyFailed }: Memory,
  outputUri: string,
): Promise<string | undefined> {
  if (output === source.path || (now !== null && now.inode !== 0 && now.inode === source.stamp?.inode)) {
    return 'it is in its place already';
  }
  if (standing === 'done' && !force) return 'made already';
  if (!onlyFailed) return undefined;
  const entry = await ledger?.find(outputUri);
  return entry !== undefined && !wasMade(entry) ? undefined : 'it did not fail before';
}
