import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { RapgoError } from '../../engine/errors.js';
import type { ConvertFormat } from '../../engine/ports/converter.js';
import { canRedraw } from '../colour.js';
import type { CliContext } from '../context.js';
import { withPaths } from '../failure.js';
import type { Expansion } from './expand.js';

/** Watches over the room on the volume of the results. */
export interface DiskRoom {
  /** Says, once, that the results of so many bytes of sources will hardly find room; undefined: nobody knows how many. */
  doubt(sourceBytes: number | undefined): Promise<void>;
  /** A result was made: the next ones will hardly be larger for their sources. */
  made(sourceBytes: number, resultBytes: number): void;
  /**
   * Does work that needs room. On a full disk a person at a terminal is asked to free some, and the work is done again.
   * @throws `output/full` where nobody is there to free some; whatever the work throws
   */
  whileThereIs<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Results in bytes for each byte of their sources, before any was made: of video little is left, of sound all or more. */
const SHARE_BEFORE: Readonly<Record<ConvertFormat, number>> = {
  ...{ mp3: 0.15, opus: 0.1, ogg: 0.1, m4a: 0.15, aac: 0.15 },
  ...{ wav: 1, flac: 0.6 },
};
/** Sources whose results say more than a table. */
const ENOUGH_BYTES = 10_000_000;
/** Less free room than this is none: the history and other programs need some too. */
const RESERVE_BYTES = 8_000_000;
const LOOK_AGAIN_MS = 2000;
const GB = 1e9;

/** Watches the volume of the results; without a record of its own it guesses by format. */
export function createDiskRoom(
  { naming, options }: Pick<Expansion, 'naming' | 'options'>,
  { host, common, report, signal }: Pick<CliContext, 'host' | 'common' | 'report' | 'signal'>,
): DiskRoom {
  const seen = { sources: 0, results: 0 };
  const isPersonThere = !common.json && !common.quiet && canRedraw(host.stderr, host.env);
  let hasDoubted = false;
  let waiting: Promise<void> | undefined;

  async function waitForRoom(full: RapgoError): Promise<void> {
    const before = await freeBytes(naming.folder);
    report.warn(
      `${withPaths(full.message)}; free some room and it goes on, or stop it with Ctrl-C: the next run does the rest`,
    );
    for (let free = before; free === undefined || free < (before ?? 0) + RESERVE_BYTES; ) {
      await delay(LOOK_AGAIN_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
      free = await freeBytes(naming.folder);
    }
    report.note('there is room again');
  }
  return {
    async doubt(sourceBytes) {
      if (hasDoubted || sourceBytes === undefined) return;
      const share = seen.sources < ENOUGH_BYTES ? SHARE_BEFORE[options.format] : seen.results / seen.sources;
      const free = await freeBytes(naming.folder);
      const needed = sourceBytes * share;
      if (free === undefined || needed + RESERVE_BYTES <= free) return;
      hasDoubted = true;
      report.warn(
        `the results need about ${inWords(needed)}, and ${naming.folder} has ${inWords(free)} left; ` +
          'on a full disk it stops, and the next run does the rest',
      );
    },
    made(sourceBytes, resultBytes) {
      seen.sources += sourceBytes;
      seen.results += resultBytes;
    },
    async whileThereIs(work) {
      for (;;) {
        try {
          return await work();
        } catch (thrown) {
          const isFull = thrown instanceof RapgoError && thrown.code === 'output/full';
          if (!isFull || !isPersonThere) throw thrown;
          waiting ??= waitForRoom(thrown).finally(() => {
            waiting = undefined;
          });
          await waiting;
        }
      }
    },
  };
}

/** Free bytes for this user on the volume of a folder that may not exist yet; undefined where nobody knows. */
async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT' && dirname(folder) !== folder;
    return isMissing ? freeBytes(dirname(folder)) : undefined;
  }
}

const inWords = (bytes: number): string =>
  bytes < GB ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / GB).toFixed(1)} GB`;
