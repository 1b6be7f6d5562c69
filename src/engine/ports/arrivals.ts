import type { FileStamp } from './ledger.js';

/** A file that came into a watched folder, and what became of it. */
export interface Arrival {
  /** Stands for the folder and for what is done with its files. */
  readonly watch: string;
  /** Address of the file. */
  readonly source: string;
  /** The file as it was; one with another stamp is a new arrival. */
  readonly stamp: FileStamp;
  /** Hash of its content; null where it was never read to its end. */
  readonly sha256: string | null;
  /** `aside`: tried as often as was allowed. */
  readonly state: 'done' | 'failed' | 'aside';
  /** Attempts that failed. */
  readonly attempts: number;
  /** When a failed one is tried again, milliseconds since 1970. */
  readonly dueAt: number;
  /** Why the last attempt failed. */
  readonly reason: string | null;
}

/** Remembers what came into watched folders, so that nothing is done twice, by content, and nothing for ever. */
export interface Arrivals {
  find(watch: string, source: string): Promise<Arrival | undefined>;
  /** Those that are done and were so many bytes long: only they can have the same content. */
  doneOfSize(watch: string, bytes: number): Promise<readonly Arrival[]>;
  /** Puts one in the place of what was known of the same file. Durable once resolved. */
  save(arrival: Arrival): Promise<void>;
}
