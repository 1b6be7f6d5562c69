import { sampleLoops } from '../wasm/sample-loops.js';

/** Length of a step: attacks and pauses are found to this precision. */
const STEP_SECONDS = 0.000_25;
/** Samples that are worked on at once where there is no WebAssembly. */
const WORK_LENGTH = 32_768;

/**
 * Energy of the differences between neighbouring samples, in steps of 0.25 ms and over all channels, while sound
 * streams by: treble tells the time more sharply than bass.
 */
export class StepEnergies {
  /** Samples in a step. */
  readonly stepLength: number;
  readonly #loops = sampleLoops();
  /** Of every channel: the sample before the step that is not finished, then those in it. */
  readonly #rests: readonly Float32Array[];
  #restLength = 1;
  #finished = new Float64Array(0);

  constructor(channelCount: number, sampleRate: number) {
    this.stepLength = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    this.#rests = Array.from({ length: channelCount }, () => new Float32Array(this.stepLength + 1));
  }

  /**
   * Takes the next samples of every channel.
   *
   * @returns energies of the steps that they finish; overwritten by the next call
   */
  push(channels: readonly Float32Array[]): Float64Array {
    const { length } = channels[0]!;
    const count = Math.floor((this.#restLength - 1 + length) / this.stepLength);
    if (this.#finished.length < count) this.#finished = new Float64Array(count);
    const finished = this.#finished.subarray(0, count).fill(0);
    const most = (this.#loops?.samples.length ?? WORK_LENGTH) - this.stepLength - 1;
    let step = 0;
    for (let from = 0; from < length; from += most) {
      const taken = Math.min(most, length - from);
      const steps = Math.floor((this.#restLength - 1 + taken) / this.stepLength);
      channels.forEach((samples, c) => {
        this.#addSteps(finished, step, steps, this.#rests[c]!, samples.subarray(from, from + taken));
      });
      this.#restLength += taken - steps * this.stepLength;
      step += steps;
    }
    return finished;
  }

  /** Adds one channel's energies to those of the steps from `step` on, and keeps what is left over. */
  #addSteps(
    finished: Float64Array,
    step: number,
    count: number,
    rest: Float32Array,
    samples: Float32Array,
  ): void {
    const loops = this.#loops;
    const line = loops ? loops.samples : new Float32Array(this.#restLength + samples.length);
    line.set(rest.subarray(0, this.#restLength));
    line.set(samples, this.#restLength);
    if (loops) {
      loops.stepEnergies(count, this.stepLength);
      for (let n = 0; n < count; n++) finished[step + n]! += loops.floats[n]!;
    } else addEnergies(finished.subarray(step, step + count), line, this.stepLength);
    const end = this.#restLength + samples.length;
    rest.set(line.subarray(count * this.stepLength, end));
  }
}

/** As the loop in WebAssembly, in double precision. */
function addEnergies(steps: Float64Array, line: Float32Array, stepLength: number): void {
  for (let step = 0, n = 0; step < steps.length; step++) {
    let energy = 0;
    for (const end = n + stepLength; n < end; n++) energy += (line[n + 1]! - line[n]!) ** 2;
    steps[step]! += energy;
  }
}
