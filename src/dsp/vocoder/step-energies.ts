/** Length of a step: attacks and pauses are found to this precision. */
const STEP_SECONDS = 0.000_25;

/**
 * Energy of the differences between neighbouring samples, in steps of 0.25 ms and over all channels, while sound
 * streams by: treble tells the time more sharply than bass.
 */
export class StepEnergies {
  /** Samples in a step. */
  readonly stepLength: number;
  readonly #last: Float64Array; // sample of every channel
  #finished = new Float64Array(0);
  #filled = 0; // samples in the step being summed
  #energy = 0;

  constructor(channelCount: number, sampleRate: number) {
    this.stepLength = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    this.#last = new Float64Array(channelCount);
  }

  /**
   * Takes the next samples of every channel.
   *
   * @returns energies of the steps that they finish; overwritten by the next call
   */
  push(channels: readonly Float32Array[]): Float64Array {
    const length = channels[0]!.length;
    const count = Math.floor((this.#filled + length) / this.stepLength);
    if (this.#finished.length < count) this.#finished = new Float64Array(count);
    let step = 0;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + this.stepLength - this.#filled);
      for (let c = 0; c < channels.length; c++) {
        this.#energy += energyOfDifferences(channels[c]!, from, to, this.#last[c]!);
        this.#last[c] = channels[c]![to - 1]!;
      }
      this.#filled += to - from;
      from = to;
      if (this.#filled < this.stepLength) break;
      this.#finished[step++] = this.#energy;
      this.#energy = 0;
      this.#filled = 0;
    }
    return this.#finished.subarray(0, count);
  }
}

function energyOfDifferences(samples: Float32Array, from: number, to: number, last: number): number {
  let energy = 0;
  for (let n = from; n < to; n++) {
    const sample = samples[n]!;
    energy += (sample - last) * (sample - last);
    last = sample;
  }
  return energy;
}
