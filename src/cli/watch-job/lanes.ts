import type { Source } from '../convert-job/find-sources.js';

/** How lanes work. */
export interface LaneOptions {
  /** Files at a time. */
  readonly count: number;
  /** Whether something may begin now. */
  readonly mayBegin: () => boolean;
  /** Whether two files have to take turns. */
  readonly mayMeet: (a: Source, b: Source) => boolean;
  /** Never rejects. */
  readonly work: (source: Source) => Promise<void>;
}

/** Files that wait for their turn, and several that have it. */
export interface Lanes {
  put(source: Source): void;
  isAtWork(path: string): boolean;
  /** All that waits or is being worked on. */
  open(): readonly Source[];
  /** Lets go of what waits and was not met any more. */
  keepOnly(met: ReadonlySet<string>): void;
  /** Resolves once nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** Begins nothing more, and waits for what runs. */
  close(): Promise<void>;
}

/** Opens the lanes; a file that is put twice waits once. */
export function openLanes({ count, mayBegin, mayMeet, work }: LaneOptions): Lanes {
  const waiting = new Map<string, Source>();
  const running = new Map<string, { readonly source: Source; readonly end: Promise<void> }>();
  const atWork = (): Source[] => [...running.values()].map(({ source }) => source);
  let onIdle = () => {};
  const fill = (): void => {
    for (const [path, source] of waiting) {
      if (running.size >= count || !mayBegin()) break;
      if (atWork().some((other) => mayMeet(other, source))) continue;
      waiting.delete(path);
      const end = work(source).finally(() => {
        running.delete(path);
        fill();
      });
      running.set(path, { source, end });
    }
    if (running.size === 0 && waiting.size === 0) onIdle();
  };
  return {
    put(source) {
      waiting.set(source.path, source);
      fill();
    },
    isAtWork: (path) => running.has(path),
    open: () => [...waiting.values(), ...atWork()],
    keepOnly(met) {
      for (const path of waiting.keys()) if (!met.has(path)) waiting.delete(path);
    },
    idle: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        fill();
      }),
    async close() {
      waiting.clear();
      await Promise.all([...running.values()].map(({ end }) => end));
    },
  };
}
