import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { FileStamp, Ledger, LedgerEntry } from '../../engine/ports/ledger.js';
import { readStamp, type Source } from './find-sources.js';

/** What is known of an output before work begins. */
export type Standing =
  /** Made of this very source with these very options, and untouched since. */
  | 'done'
  /** Nothing in the way. */
  | 'missing'
  /** Made by rapgo of this source, which has changed since, or with other options: may be made again. */
  | 'outdated'
  /** Somebody else's file. */
  | 'taken';

/** What stands under the name of an output. */
export interface Found {
  readonly standing: Standing;
  /** What is there now; null where nothing is. */
  readonly now: FileStamp | null;
}

/** By the options themselves, which all files of a batch share as a rule. */
const recipes = new WeakMap<Readonly<Record<string, unknown>>, string>();

/** Stands for everything that reaches into the result, so that other options make it again. */
export function recipeOf(options: Readonly<Record<string, unknown>>): string {
  const known = recipes.get(options);
  if (known !== undefined) return known;
  const { output: _output, force: _force, verify: _verify, ...rest } = options;
  const recipe = createHash('sha256').update(JSON.stringify(rest)).digest('hex');
  recipes.set(options, recipe);
  return recipe;
}

/** How a request is compared with what was done before. */
export interface Comparison {
  readonly ledger: Ledger | undefined;
  /** Addresses, as the ledger has them. */
  readonly output: string;
  readonly sourceUri: string;
  readonly recipe: string;
  /** Whether content decides where a stamp differs only in time or place. */
  readonly rehash: boolean;
}

/**
 * Sees whether an output is made already. Without a ledger, or where it knows nothing, names and times decide: a result
 * carries the time of its source.
 */
export async function compare(outputPath: string, source: Source, comparison: Comparison): Promise<Found> {
  const { ledger, output, sourceUri, recipe, rehash } = comparison;
  const now = (await readStamp(outputPath)) ?? null;
  if (now === null) return { standing: 'missing', now };
  const entry = await ledger?.find(output);
  if (entry === undefined) {
    const isAsNew = source.stamp !== undefined && now.modifiedMs >= Math.floor(source.stamp.modifiedMs);
    return { standing: isAsNew ? 'done' : 'taken', now };
  }
  const owner = ownerOf(entry, now);
  if (owner === 'others' || entry.source !== sourceUri) return { standing: 'taken', now };
  const isSame = owner === 'this' && entry.recipe === recipe && (await isSameSource(entry, source, rehash));
  return { standing: isSame ? 'done' : 'outdated', now };
}

/** By stamp; by content where only time or place differ, or where that is asked for. */
async function isSameSource(entry: LedgerEntry, { path, stamp }: Source, rehash: boolean): Promise<boolean> {
  if (stamp === undefined) return false;
  if (!rehash && isEqual(entry.sourceStamp, stamp)) return true;
  if (entry.sourceSha256 === null || entry.sourceStamp.bytes !== stamp.bytes) return false;
  return (await hashOf(path)) === entry.sourceSha256;
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** In the ledger, for an output whose job failed: no file looks like that, so whatever comes there is not ours. */
export const NEVER_MADE: FileStamp = { bytes: -1, modifiedMs: 0, inode: 0 };

/** Whether the work on an output came to its end. */
export const wasMade = ({ made }: LedgerEntry): boolean => made !== null && !isEqual(made, NEVER_MADE);

/**
 * Whose the file is that stands there: what the entry tells of, also where rapgo died before it could say so; an earlier
 * result, which was to be replaced; or somebody else's.
 */
function ownerOf({ made, before, replacesOwn }: LedgerEntry, now: FileStamp): 'this' | 'earlier' | 'others' {
  const isAsBefore = before !== null && isEqual(before, now);
  if (isAsBefore && replacesOwn) return 'earlier';
  const isMade = made === null ? !isAsBefore : isEqual(made, now);
  return isMade ? 'this' : 'others';
}

const isEqual = (a: FileStamp, b: FileStamp): boolean =>
  a.bytes === b.bytes && a.modifiedMs === b.modifiedMs && a.inode === b.inode;

/** Whether a source is itself the result of an earlier run: a folder that holds both is not converted twice. */
export async function isOwnOutput({ path, stamp }: Source, ledger: Ledger | undefined): Promise<boolean> {
  if (ledger === undefined || stamp === undefined) return false;
  const entry = await ledger.find(pathToFileURL(path).href);
  return entry !== undefined && ownerOf(entry, stamp) !== 'others';
}
