import type { BatchItem, BatchTotals } from '../report/batch/index.js';
import type { Source } from './find-sources.js';
import type { BatchSummary } from './run-batch.js';

/** Keeps count of a batch. */
export function createBatchCount() {
  const states = { done: 0, skipped: 0, failed: 0, planned: 0 };
  const failures: BatchSummary['failures'][number][] = [];
  /** Share of each source that is being worked on. */
  const shares = new Map<Source, number>();
  let soundSeconds = 0;
  let [files, bytes, filesDone, bytesDone] = [0, 0, 0, 0];
  let isCounted = false;
  return {
    /** The walk that counts met a source. */
    found(sourceBytes: number): void {
      files += 1;
      bytes += sourceBytes;
    },
    counted(): void {
      isCounted = true;
    },
    item({ state, file, words, code, durationSeconds = 0 }: BatchItem): void {
      states[state] += 1;
      if (state === 'failed') failures.push({ file, words, code });
      if (state === 'done') soundSeconds += durationSeconds;
    },
    progress(source: Source, share: number): void {
      shares.set(source, share);
    },
    /** A source is over, whatever became of it. */
    over(source: Source): void {
      shares.delete(source);
      filesDone += 1;
      bytesDone += source.stamp?.bytes ?? 0;
    },
    totals(): BatchTotals {
      let underWay = 0;
      for (const [{ stamp }, share] of shares) underWay += share * (stamp?.bytes ?? 0);
      return {
        files: Math.max(files, filesDone),
        bytes,
        isCounted,
        filesDone,
        bytesDone: bytesDone + underWay,
      };
    },
    summary: (): BatchSummary => ({ ...states, soundSeconds, failures }),
  };
}
