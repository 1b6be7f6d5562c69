/** What tells whether a file is still the same without reading it. */
export interface FileStamp {
  readonly bytes: number;
  /** Milliseconds since 1970-01-01 UTC, with fractions where the system has them. */
  readonly modifiedMs: number;
  /** 0 where the file system has none. */
  readonly inode: number;
}

/** A file that was made of another. */
export interface LedgerEntry {
  readonly output: string;
  readonly source: string;
  readonly sourceStamp: FileStamp;
  /** Hash of the source; null where it was never read to its end. */
  readonly sourceSha256: string | null;
  /** Stands for all options that reach into the file. */
  readonly recipe: string;
  /** What stood under the name of the output when the work began; null where nothing did. */
  readonly before: FileStamp | null;
  /** Whether what stood there was an earlier result of the same source, which may be replaced. */
  readonly replacesOwn: boolean;
  /** The finished output; null while it is being made, or where that was never finished. */
  readonly made: FileStamp | null;
}

/**
 * Remembers which file was made of which, so that work is not done twice. An entry is opened before the work and closed
 * after it: what was published in between, by a process that died, can be told by what stood there `before`.
 */
export interface Ledger {
  /** By the address of the output; undefined where nothing is known of it. */
  find(output: string): Promise<LedgerEntry | undefined>;
  /** Opens an entry, in the place of an older one for the same output. Durable once resolved. */
  open(entry: OpenedEntry): Promise<void>;
  /** Closes it. Durable once resolved. */
  close(output: string, made: FileStamp, sourceSha256: string | null): Promise<void>;
  /** A source has another address now: what comes to the old one is another file. */
  moveSource(from: string, to: string): Promise<void>;
}

/** An entry whose work begins. */
export type OpenedEntry = Omit<LedgerEntry, 'made' | 'sourceSha256'>;
