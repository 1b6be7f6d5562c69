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
  /** Of every channel in the step being summed: sample by sample, so that cuts do not even show in what is rounded off. */
  readonly #sums: Float64Array;
  #filled = 0; // samples in that step
  #finished = new Float64Array(0);

  constructor(channelCount: number, sampleRate: number) {
    this.stepLength = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    this.#last = new Float64Array(channelCount);
    this.#sums = new Float64Array(channelCount);
  }

  /**
   * Takes the next samples of every channel.
   *
   * @returns energies of the steps that they finish; overwritten by the next call
   */
  push(channels: readonly Float32Array[]): Float64Array {
    const length = this.#filled + channels[0]!.length;
    const count = Math.floor(length / this.stepLength);
    if (this.#finished.length < count) this.#finished = new Float64Array(count);
    const finished = this.#finished.subarray(0, count).fill(0);
    for (let c = 0; c < channels.length; c++) {
      const samples = channels[c]!;
      this.#sums[c] = this.#addSteps(finished, samples, this.#sums[c]!, this.#last[c]!);
      this.#last[c] = samples.at(-1) ?? this.#last[c]!;
    }
    this.#filled = length - count * this.stepLength;
    return finished;
  }

  /** Adds one channel's energies to those of the steps. @returns its energy in the step that is not finished */
  #addSteps(steps: Float64Array, samples: Float32Array, energy: number, last: number): number {
    const { stepLength } = this;
    let filled = this.#filled;
    let step = 0;
    for (let n = 0; n < samples.length; n++) {
      const sample = samples[n]!;
      energy += (sample - last) * (sample - last);
      last = sample;
      if (++filled < stepLength) continue;
      steps[step]! += energy;
      step++;
      energy = 0;
      filled = 0;
    }
    return energy;
  }
}
