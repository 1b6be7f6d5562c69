import type { FileStamp } from '../../engine/ports/ledger.js';
import type { Source } from '../convert-job/find-sources.js';

interface Sight {
  readonly stamp: FileStamp;
  /** When it was first seen like this. */
  readonly since: number;
}

/** Tells files that have come to rest from those that are still being copied, uploaded or recorded. */
export interface Settling {
  /** Whether a file has kept size, time and place for long enough. */
  hasSettled(source: Source): boolean;
  /** Forgets all that were not met any more. */
  keepOnly(met: ReadonlySet<string>): void;
}

/**
 * @param settleMs how long a file must stay as it is
 * @param now milliseconds of a clock that never goes back
 */
export function createSettling(settleMs: number, now: () => number): Settling {
  const sights = new Map<string, Sight>();
  return {
    hasSettled({ path, stamp }) {
      if (stamp === undefined) return true; // it cannot be looked at: its job says why
      const sight = sights.get(path);
      if (sight !== undefined && isSameStamp(sight.stamp, stamp)) return now() - sight.since >= settleMs;
      sights.set(path, { stamp, since: now() });
      return false;
    },
    keepOnly(met) {
      for (const path of sights.keys()) if (!met.has(path)) sights.delete(path);
    },
  };
}

/** Whether two looks at a file saw the same. */
export const isSameStamp = (a: FileStamp | undefined, b: FileStamp | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.bytes === b.bytes &&
  a.modifiedMs === b.modifiedMs &&
  a.inode === b.inode;
