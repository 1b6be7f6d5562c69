import { dbToPower } from '../units.js';

// all steps are those of StepEnergies, 0.25 ms
const QUIET_STEPS = 320; // 80 ms: a frame fits in
const APART_STEPS = 40_000; // 10 s
const FORGET_PER_STEP = 0.999_8; // 30 dB in 8 s
const QUIET = dbToPower(-30); // re the loudest lately

/**
 * Finds pauses while sound streams by: 80 ms in which it is 30 dB below what was the loudest lately, one every 10 s at
 * most. In the middle of one, phases may begin anew and nobody hears it.
 */
export class PauseFinder {
  /** Samples in the middle of pauses, rising; a pause is known {@link late} samples after its middle. */
  readonly pauses: number[] = [];
  /** Samples. */
  readonly late: number;
  readonly #stepLength: number;
  readonly #window = new Float64Array(QUIET_STEPS); // the latest energies, round and round
  #sum = 0;
  #steps = 0;
  #loudest = 0;
  #earliest = APART_STEPS;

  /** @param stepLength of the energies, samples */
  constructor(stepLength: number) {
    this.#stepLength = stepLength;
    this.late = (QUIET_STEPS / 2) * stepLength;
  }

  push(energies: Float64Array): void {
    for (let n = 0; n < energies.length; n++) {
      const at = this.#steps++ % QUIET_STEPS;
      // summed anew once a round, so that what is rounded off after something loud does not count for ever
      if (at === 0) this.#sum = this.#window.reduce((sum, energy) => sum + energy, 0);
      this.#sum += energies[n]! - this.#window[at]!;
      this.#window[at] = energies[n]!;
      const mean = Math.max(0, this.#sum) / QUIET_STEPS;
      this.#loudest = Math.max(this.#loudest * FORGET_PER_STEP, mean);
      if (this.#steps < this.#earliest || mean > QUIET * this.#loudest) continue;
      this.pauses.push(this.#steps * this.#stepLength - this.late);
      this.#earliest = this.#steps + APART_STEPS;
    }
  }
}
