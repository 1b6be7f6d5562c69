import { dirname, join, parse } from 'node:path';
import { RapgoError } from '../../engine/errors.js';
import type { Source } from '../convert-job/find-sources.js';
import { withPaths } from '../failure.js';
import type { BatchReporter } from '../report/batch/index.js';
import { openLanes } from './lanes.js';
import { isSameStamp } from './settling.js';
import { type Reception, takeIn } from './take-in.js';

/** What became of everything that came. */
export interface WatchSummary {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
}

/** Where complete files wait for their turn; several are dealt with at a time. */
export interface Desk {
  /** Whether there is nothing to do about a file as it is now. */
  isSettled(source: Source): boolean;
  put(source: Source): void;
  /** Forgets files that are gone. */
  keepOnly(met: ReadonlySet<string>): void;
  /** Shows how far it is, where there is something to do. */
  tell(): void;
  /** Resolves once nothing waits and nothing runs; rejects as `fault` does. */
  idle(): Promise<void>;
  /** Rejects with what stops everything. */
  readonly fault: Promise<never>;
  summary(): WatchSummary;
  /** Begins nothing more, and waits for what runs. */
  close(): Promise<void>;
}

/** What is known of a file that was dealt with. */
interface Settled {
  readonly stamp: Source['stamp'];
  /** When it is to be looked at again, ms since 1970. */
  readonly dueAt: number;
}

/** How long to wait for room on a full disk, ms. */
const PAUSE_MS = 30_000;

/** @param options `jobs` files at a time; `once`: nothing is tried a second time */
export function openDesk(
  reception: Reception,
  { jobs, once }: { readonly jobs: number; readonly once: boolean },
  reporter: BatchReporter,
): Desk {
  const { now, cli } = reception;
  const settled = new Map<string, Settled>();
  const counts = { done: 0, skipped: 0, failed: 0, planned: 0 };
  const total = { filesDone: 0, bytesDone: 0 };
  /** Share of each file that is being worked on, as far as its job says. */
  const shares = new Map<string, number>();
  const { promise: fault, reject: stop } = rejectable();
  let pausedUntil = 0;

  const work = async (source: Source): Promise<void> => {
    const { path, relative, stamp } = source;
    reporter.begin(path, relative);
    try {
      const { item, dueAt } = await takeIn(reception, source, (event) => {
        reporter.event(path, event);
        if (event.type === 'progress') shares.set(path, event.fraction);
      });
      settled.set(path, { stamp, dueAt: once ? Number.POSITIVE_INFINITY : dueAt });
      total.filesDone += 1;
      total.bytesDone += stamp?.bytes ?? 0;
      if (item === undefined) return;
      reporter.item(path, item);
      counts[item.state] += 1;
    } catch (thrown) {
      const isFull = thrown instanceof RapgoError && thrown.code === 'output/full';
      if (!isFull || once) return stop(thrown);
      pausedUntil = now() + PAUSE_MS;
      cli.report.warn(`${withPaths(thrown.message)}; trying again every ${PAUSE_MS / 1000} s`);
    } finally {
      shares.delete(path);
    }
  };
  const lanes = openLanes({ count: jobs, mayBegin: () => now() >= pausedUntil, mayMeet, work });
  return {
    put: lanes.put,
    close: lanes.close,
    fault,
    idle: () => Promise.race([fault, lanes.idle()]),
    isSettled({ path, stamp }) {
      if (lanes.isAtWork(path)) return true;
      const known = settled.get(path);
      const isSame = known !== undefined && (known.stamp === stamp || isSameStamp(known.stamp, stamp));
      return isSame && known.dueAt > now();
    },
    keepOnly(met) {
      lanes.keepOnly(met);
      for (const path of settled.keys()) if (!met.has(path)) settled.delete(path);
    },
    tell() {
      const open = lanes.open();
      if (open.length === 0) return;
      const sum = (weigh: (source: Source) => number): number =>
        open.reduce((all, source) => all + weigh(source) * (source.stamp?.bytes ?? 0), total.bytesDone);
      const bytesDone = sum(({ path }) => shares.get(path) ?? 0);
      const files = total.filesDone + open.length;
      reporter.totals({ files, bytes: sum(() => 1), isCounted: true, filesDone: total.filesDone, bytesDone });
    },
    summary: () => ({ done: counts.done, skipped: counts.skipped, failed: counts.failed }),
  };
}

/** A promise for somebody else to reject, or never. */
function rejectable(): { readonly promise: Promise<never>; readonly reject: (thrown: unknown) => void } {
  let reject: (thrown: unknown) => void = () => {};
  const promise = new Promise<never>((_, give) => {
    reject = give;
  });
  promise.catch(() => {}); // whoever waits for it hears of it
  return { promise, reject };
}

/** Two files take turns where their results could want one name, or where one could be the other once more. */
const mayMeet = (a: Source, b: Source): boolean =>
  placeOf(a.path) === placeOf(b.path) || a.stamp?.bytes === b.stamp?.bytes;

/** A path without its ending. */
const placeOf = (path: string): string => join(dirname(path), parse(path).name);
