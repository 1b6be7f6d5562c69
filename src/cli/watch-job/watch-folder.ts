import { stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { RapgoError } from '../../engine/errors.js';
import { findSources, type Source, type SourceOptions } from '../convert-job/find-sources.js';
import type { BatchReporter } from '../report/batch/index.js';
import { filesBeingWritten } from './being-written.js';
import { type Desk, openDesk, type WatchSummary } from './desk.js';
import { createSettling, type Settling } from './settling.js';
import type { Reception } from './take-in.js';

/** How a folder is watched. */
export interface WatchOptions {
  /** Absolute. */
  readonly folder: string;
  readonly sources: Omit<SourceOptions, 'signal'>;
  /** Files at a time. */
  readonly jobs: number;
  readonly pollMs: number;
  readonly settleMs: number;
  /** Ends when everything that is there has been dealt with once. */
  readonly once: boolean;
}

/** A look at the folder takes at most this share of the time. */
const MOST_OF_TIME = 0.2;

/**
 * Watches a folder by looking at it again and again, which works on every file system, and deals with each file once it is
 * complete. What arrived while nobody watched is met by the first look.
 *
 * @throws the signal's reason; what would stop every file, but for a full disk, which is waited for unless `once` is set
 */
export async function watchFolder(
  reception: Reception,
  options: WatchOptions,
  reporter: BatchReporter,
): Promise<WatchSummary> {
  const { signal } = reception.batch;
  const desk = openDesk(reception, options, reporter);
  const settling = createSettling(options.settleMs, () => performance.now());
  try {
    for (;;) {
      signal.throwIfAborted();
      const startedAt = performance.now();
      const isWaiting = await lookAround(reception, options, settling, desk);
      desk.tell();
      if (options.once && !isWaiting) {
        await desk.idle();
        return desk.summary();
      }
      const lookMs = performance.now() - startedAt;
      const pause = delay(Math.max(options.pollMs, lookMs / MOST_OF_TIME), undefined, { signal });
      await Promise.race([pause.catch(() => signal.throwIfAborted()), desk.fault]);
    }
  } finally {
    await desk.close();
  }
}

/**
 * Puts every complete file on the desk.
 * @returns whether there are files that are not complete yet
 */
async function lookAround(
  reception: Reception,
  options: WatchOptions,
  settling: Settling,
  desk: Desk,
): Promise<boolean> {
  const { signal } = reception.batch;
  if (!(await isThere(reception, options))) return false;
  const candidates: Source[] = [];
  const met = new Set<string>();
  let isWaiting = false;
  for await (const source of findSources([options.folder], { ...options.sources, signal })) {
    met.add(source.path);
    if (desk.isSettled(source)) continue;
    if (settling.hasSettled(source)) candidates.push(source);
    else isWaiting = true;
  }
  settling.keepOnly(met);
  desk.keepOnly(met);
  const held = candidates.length === 0 ? new Set() : await filesBeingWritten(options.folder);
  for (const source of candidates) if (!held.has(source.path)) desk.put(source);
  return isWaiting || candidates.some(({ path }) => held.has(path));
}

/** A folder that is not there for a while, such as a network share, is waited for. */
async function isThere({ cli }: Reception, { folder, once }: WatchOptions): Promise<boolean> {
  const about = await stat(folder).catch(() => undefined);
  if (about?.isDirectory()) return true;
  if (once) throw new RapgoError('media/not-found', `the folder ${folder} is gone`);
  cli.report.detail(`the folder ${folder} is not there`);
  return false;
}
