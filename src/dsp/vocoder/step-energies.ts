import { sampleLoops } from '../wasm/sample-loops.js';

/** Length of a step: attacks and pauses are found to this precision. */
const STEP_SECONDS = 0.000_25;
/** Samples that are worked on at once where there is no WebAssembly. */
const WORK_LENGTH = 32_768;

/** Energies of steps, over all channels. */
export interface Energies {
  /** Of the differences between neighbouring samples: treble tells the time more sharply than bass. */
  readonly differences: Float64Array;
  readonly samples: Float64Array;
}

/** Energies in steps of 0.25 ms, while sound streams by. */
export class StepEnergies {
  /** Samples in a step. */
  readonly stepLength: number;
  readonly #loops = sampleLoops();
  /** Of every channel: the sample before the step that is not finished, then those in it. */
  readonly #rests: readonly Float32Array[];
  #restLength = 1;
  #differences = new Float64Array(0);
  #samples = new Float64Array(0);

  constructor(channelCount: number, sampleRate: number) {
    this.stepLength = Math.max(1, Math.round(STEP_SECONDS * sampleRate));
    this.#rests = Array.from({ length: channelCount }, () => new Float32Array(this.stepLength + 1));
  }

  /**
   * Takes the next samples of every channel.
   *
   * @returns energies of the steps that they finish; overwritten by the next call
   */
  push(channels: readonly Float32Array[]): Energies {
    const { length } = channels[0]!;
    const count = Math.floor((this.#restLength - 1 + length) / this.stepLength);
    if (this.#differences.length < count) {
      this.#differences = new Float64Array(count);
      this.#samples = new Float64Array(count);
    }
    const finished = {
      differences: this.#differences.subarray(0, count).fill(0),
      samples: this.#samples.subarray(0, count).fill(0),
    };
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
    finished: Energies,
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
      for (let n = 0; n < count; n++) {
        finished.differences[step + n]! += loops.floats[n]!;
        finished.samples[step + n]! += loops.floats[count + n]!;
      }
    } else addEnergies(finished, step, count, line, this.stepLength);
    const end = this.#restLength + samples.length;
    rest.set(line.subarray(count * this.stepLength, end));
  }
}

/** As the loop in WebAssembly, in double precision. */
function addEnergies(
  finished: Energies,
  first: number,
  count: number,
  line: Float32Array,
  stepLength: number,
): void {
  for (let step = first, n = 1; step < first + count; step++) {
    let [differences, samples] = [0, 0];
    for (const end = n + stepLength; n < end; n++) {
      differences += (line[n]! - line[n - 1]!) ** 2;
      samples += line[n]! ** 2;
    }
    finished.differences[step]! += differences;
    finished.samples[step]! += samples;
  }
}
