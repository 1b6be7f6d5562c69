import type { TimeMap } from '../time-map.js';

/** What a stretcher is tuned for: the pulses of one voice, or everything that sounds together. */
export type StretchEngine = 'voice' | 'music';

/** Sound that is stretched while it streams by. */
export interface TimeStretcher {
  /** Input samples taken, at most, before the first of the output is given; later no more than these are held back. */
  readonly latency: number;
  /**
   * Takes the next samples of every channel.
   *
   * @returns what is finished: [channels], each of the same length, which may be 0. The next call overwrites it: copy what
   *   you keep
   */
  process(channels: readonly Float32Array[]): Float32Array[];
  /** Takes the end of the sound and returns the rest, likewise. */
  flush(): Float32Array[];
}

/** What a {@link TimeStretcher} is made for. */
export interface TimeStretcherOptions {
  readonly channelCount: number;
  /** Samples per second, 8000 to 192 000. */
  readonly sampleRate: number;
  /** Which input instant is heard when. */
  readonly map: TimeMap;
  readonly engine: StretchEngine;
}
