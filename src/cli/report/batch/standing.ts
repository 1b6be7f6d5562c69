import type { JobEvent } from '../../../engine/events.js';
import { printable } from '../../printable.js';
import type { BatchItem, BatchTotals } from './batch-reporter.js';
import { createPace } from './pace.js';
import { shareOf, spanOf } from './words.js';

/** A file that is being worked on, as it is shown. */
export interface RunningFile {
  readonly key: string;
  readonly name: string;
  /** Such as `convert` or `measure`. */
  readonly stage: string;
  /** Of the stage, 0 to 1. */
  readonly fraction: number;
}

/** A batch as it is shown. */
export interface Standing {
  readonly files: readonly RunningFile[];
  /** How many files are done, how fast, how long it will take. */
  readonly words: readonly string[];
  /** Share of the whole, 0 to 1; undefined while nobody knows. */
  readonly share: number | undefined;
}

interface Work {
  readonly name: string;
  readonly startedAt: number;
  /** Undefined until its job runs: a file that is skipped at once is never shown. */
  progress: { readonly stage: string; readonly fraction: number } | undefined;
}

/** Keeps what a screen shows of a batch; times are milliseconds of `now`. */
export class BatchStanding {
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #works = new Map<string, Work>();
  readonly #pace = createPace();
  #totals: BatchTotals = { files: 0, bytes: 0, isCounted: false, filesDone: 0, bytesDone: 0 };
  #soundSeconds = 0;
  /** Time that was spent on that sound, added up over files that ran side by side. */
  #soundWorkMs = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  begin(key: string, label: string): void {
    // Composed letters: terminals agree on their width.
    const name = printable(label).normalize('NFC');
    this.#works.set(key, { name, startedAt: this.#now(), progress: undefined });
  }

  event(key: string, event: JobEvent): void {
    const work = this.#works.get(key);
    if (work !== undefined && event.type === 'progress') work.progress = event;
  }

  item(key: string, { durationSeconds }: BatchItem): void {
    const work = this.#works.get(key);
    this.#works.delete(key);
    if (work === undefined || durationSeconds === undefined) return;
    this.#soundSeconds += durationSeconds;
    this.#soundWorkMs += this.#now() - work.startedAt;
  }

  totals(totals: BatchTotals): void {
    this.#totals = totals;
    this.#pace.add(totals.bytesDone, this.#now());
  }

  /** As it is now, or, once it is over, as it ended. */
  show(isOver: boolean): Standing {
    const works = isOver ? [] : [...this.#works];
    const files = works.flatMap(([key, { name, progress }]) =>
      progress ? [{ key, name, ...progress }] : [],
    );
    const { filesDone, files: all, isCounted } = this.#totals;
    const speed = this.#speed();
    const words = [`${filesDone} of ${all}${isCounted ? '' : '+'} files`];
    if (speed !== undefined) words.push(`${speed < 10 ? speed.toFixed(1) : Math.round(speed)}× real time`);
    const time = isOver ? `in ${spanOf(this.#now() - this.#startedAt)}` : this.#timeLeft();
    if (time !== undefined) words.push(time);
    return { files, words, share: shareOf(this.#totals) };
  }

  /** Of all lanes together. What is under way is taken to go as fast as what is done. */
  #speed(): number | undefined {
    if (this.#soundWorkMs === 0) return undefined;
    let workMs = this.#soundWorkMs;
    for (const { startedAt, progress } of this.#works.values())
      if (progress) workMs += this.#now() - startedAt;
    const secondsPerMs = this.#soundSeconds / this.#soundWorkMs;
    return (1000 * secondsPerMs * workMs) / (this.#now() - this.#startedAt);
  }

  #timeLeft(): string | undefined {
    const { bytes, bytesDone, isCounted } = this.#totals;
    const rate = this.#pace.rate();
    return isCounted && rate !== undefined && bytesDone < bytes
      ? `${spanOf((bytes - bytesDone) / rate)} left`
      : undefined;
  }
}
