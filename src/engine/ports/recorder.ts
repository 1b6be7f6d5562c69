import type { CallOptions } from './call-options.js';

/** Programs that record, by name. */
export const RECORDERS = ['arecord', 'rec', 'sox', 'ffmpeg'] as const;

/** What to record. */
export interface TakeOptions extends CallOptions {
  /** Hz, > 0. */
  readonly sampleRate: number;
  /** 1 or 2. */
  readonly channelCount: number;
  /** As the recorder names it; null: the one of the system. */
  readonly device: string | null;
  /** Which recorder; null: the first that is there. */
  readonly recorder: (typeof RECORDERS)[number] | null;
}

/** A microphone that is open. */
export interface Microphone {
  /** Program that records, such as `arecord`. */
  readonly recorder: string;
  /**
   * Samples as they come, 16 bit little-endian, interleaved, in whole samples of all channels; ends after {@link close}.
   * @throws {RapgoError} `tool/failed` where the recorder ends by itself: no device, one that is busy or was unplugged
   */
  readonly blocks: AsyncIterable<Uint8Array>;
  /** Ends it; what was heard until then still comes. Safe to call twice. */
  close(): void;
}

/** Opens microphones. */
export interface Recorder {
  /**
   * @throws {RapgoError} `tool/missing` where there is no program that records, with the way to get one
   */
  open(options: TakeOptions): Promise<Microphone>;
}

/** How a person follows a take and ends it. */
export interface TakeControl {
  /** Ends the take, which is kept; the signal of the job discards it. */
  readonly stop: AbortSignal;
  /** Whether what is heard now is left out. */
  isPaused(): boolean;
  /** Hears what is kept, as it comes. */
  onBlock(block: Uint8Array): void;
}
