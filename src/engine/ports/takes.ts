/** The shape of a take: 16 bit, interleaved. */
export interface TakeShape {
  readonly sampleRate: number;
  readonly channelCount: number;
}

/** A recording that grows on disk. */
export interface GrowingTake {
  /** @throws {RapgoError} `output/full`, `output/unwritable` */
  append(block: Uint8Array): Promise<void>;
  /** Completes it; returns the local file, beside its final name. */
  finish(): Promise<string>;
  /** Takes it away. */
  discard(): Promise<void>;
}

/**
 * Where recordings grow. Unlike other results they cannot be made again, so they survive the death of the process: at any
 * moment what lies on disk is a valid file that lacks a second at most.
 */
export interface Takes {
  /**
   * @param uri the final address
   * @throws {RapgoError} `output/unwritable`; `usage/output-exists` where an earlier take was cut short under this name
   */
  begin(uri: string, shape: TakeShape): Promise<GrowingTake>;
}
