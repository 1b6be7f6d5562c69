import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RapgoError } from '../../engine/errors.js';
import type { JobEvent } from '../../engine/events.js';
import { type JobRecord, type JobSpec, SPEC_VERSION } from '../../engine/job.js';
import type { Ledger } from '../../engine/ports/ledger.js';
import type { ConvertOptions } from '../../engine/tasks/convert-options.js';
import { readStamp, type Source } from './find-sources.js';
import { compare, type Found, NEVER_MADE, recipeOf, wasMade } from './resume.js';
import type { CommonOptions } from './wishes.js';

/** A result to be made. */
export interface ConvertItem {
  readonly source: Source;
  /** Absolute. */
  readonly output: string;
  readonly options: CommonOptions;
}

/** What an item needs of the world. */
export interface ItemWorld {
  readonly ledger: Ledger | undefined;
  readonly rehash: boolean;
  readonly onlyFailed: boolean;
  run(spec: JobSpec, onEvent: (event: JobEvent) => void): Promise<JobRecord>;
}

/** What became of an item that did not fail. */
export type ItemOutcome =
  | { readonly state: 'done'; readonly record: JobRecord }
  | { readonly state: 'skipped'; readonly words: string };

/**
 * Makes one result unless it is made already, and remembers it.
 *
 * @throws {RapgoError} `usage/output-exists` where somebody else's file has the name; what the job throws
 */
export async function runItem(
  item: ConvertItem,
  world: ItemWorld,
  onEvent: (event: JobEvent) => void,
): Promise<ItemOutcome> {
  const { source, output, options } = item;
  const { ledger } = world;
  const outputUri = pathToFileURL(output).href;
  const sourceUri = pathToFileURL(source.path).href;
  const recipe = recipeOf(options);
  const found = await compare(output, source, { ...world, output: outputUri, sourceUri, recipe });
  const reason = await reasonToSkip(item, found, world, outputUri);
  if (reason !== undefined) return { state: 'skipped', words: reason };
  if (found.standing === 'taken' && !options.force) {
    throw new RapgoError('usage/output-exists', `${output} exists already`, {
      hint: 'replace it with --force, or choose another folder with -o',
    });
  }
  await mkdir(dirname(output), { recursive: true }).catch(() => {}); // the job says what is wrong with the folder
  if (source.stamp !== undefined) {
    const entry = { output: outputUri, source: sourceUri, sourceStamp: source.stamp, recipe };
    await ledger?.open({ ...entry, before: found.now });
  }
  const job: ConvertOptions = {
    ...options,
    output: outputUri,
    force: options.force || found.standing === 'outdated',
  };
  const inputs = [{ uri: sourceUri, bytes: source.stamp?.bytes }];
  const spec: JobSpec = { specVersion: SPEC_VERSION, kind: 'convert', inputs, options: job };
  try {
    const record = await world.run(spec, onEvent);
    const made = await readStamp(output);
    if (made !== undefined) await ledger?.close(outputUri, made, record.inputs[0]?.sha256 ?? null);
    return { state: 'done', record };
  } catch (thrown) {
    const after = await compare(output, source, { ...world, output: outputUri, sourceUri, recipe });
    const isRace = thrown instanceof RapgoError && thrown.code === 'usage/output-exists';
    if (isRace && after.standing === 'done') return { state: 'skipped', words: 'another rapgo made it' };
    // What stands there now may be ours all the same, where it was the history that failed.
    const isUntouched = after.now?.inode === found.now?.inode;
    if (isUntouched) await ledger?.close(outputUri, NEVER_MADE, null).catch(() => {});
    throw thrown;
  }
}

async function reasonToSkip(
  { source, output, options }: ConvertItem,
  { standing, now }: Found,
  { ledger, onlyFailed }: ItemWorld,
  outputUri: string,
): Promise<string | undefined> {
  if (output === source.path || (now !== null && now.inode !== 0 && now.inode === source.stamp?.inode)) {
    return 'it is in its place already';
  }
  if (standing === 'done' && !options.force) return 'made already';
  if (!onlyFailed) return undefined;
  const entry = await ledger?.find(outputUri);
  return entry !== undefined && !wasMade(entry) ? undefined : 'it did not fail before';
}
