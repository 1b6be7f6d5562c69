import { checkSamples } from './check-samples.js';
import type { TimeStretcher } from './types.js';

/** The stretcher of what stays as it is: bit for bit, at once. */
export class Copier implements TimeStretcher {
  readonly latency = 0;
  readonly #channelCount: number;
  constructor(channelCount: number) {
    this.#channelCount = channelCount;
  }
  process(channels: readonly Float32Array[]): Float32Array[] {
    checkSamples(channels, this.#channelCount);
    return channels.map((samples) => samples.slice());
  }
  flush(): Float32Array[] {
    return Array.from({ length: this.#channelCount }, () => new Float32Array(0));
  }
}
