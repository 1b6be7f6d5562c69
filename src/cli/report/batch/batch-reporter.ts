import type { JobEvent } from '../../../engine/events.js';
import type { ReportOptions } from '../reporter.js';

/** One file of a batch that is over. */
export interface BatchItem {
  /** As the person knows them: absolute paths. */
  readonly file: string;
  /** null where there is none: it failed before it had a name. */
  readonly output: string | null;
  readonly state: 'done' | 'skipped' | 'failed' | 'planned';
  /** Why it was skipped or failed, or how long it is and how fast it went. */
  readonly words: string;
  /** Code of a failure. */
  readonly code?: string | undefined;
  readonly jobId?: string | undefined;
  /** Length of the sound, seconds. */
  readonly durationSeconds?: number | undefined;
  /** The command line that would be run, where nothing is to be. */
  readonly command?: readonly string[] | undefined;
}

/** How much there is to do, and how much of it is over. */
export interface BatchTotals {
  /** Sources found so far; all of them once `isCounted`. */
  readonly files: number;
  readonly bytes: number;
  readonly isCounted: boolean;
  readonly filesDone: number;
  /** With the share of what is running. */
  readonly bytesDone: number;
}

/** Shows a batch: one printer for people at a terminal, one for logs, one for programs. */
export interface BatchReporter {
  /** A file is being worked on; `label` is its name for a person. */
  begin(key: string, label: string): void;
  /** An event of the job behind a file that has begun. */
  event(key: string, event: JobEvent): void;
  /** A file is over, also one that never began. */
  item(key: string, item: BatchItem): void;
  totals(totals: BatchTotals): void;
  /** Nothing more comes; what moves is taken away. */
  end(): void;
}

/** How a batch is to be shown. */
export interface BatchReportOptions extends ReportOptions {
  /** Names are told from here. */
  readonly cwd: string;
}
