import { dbToPower } from '../units.js';

// all steps are those of StepEnergies, 0.25 ms
const SLOT_STEPS = 40; // 10 ms: pauses are found to this precision
const QUIET_SLOTS = 8; // a frame fits in
const APART_SLOTS = 400; // 4 s
const FORGET_PER_SLOT = 0.992; // 30 dB in 8 s
const QUIET = dbToPower(-30); // re the loudest lately

/**
 * Finds pauses while sound streams by: 80 ms in which it is 30 dB below what was the loudest lately, one every 4 s at
 * most. In the middle of one, phases may begin anew and nobody hears it.
 */
export class PauseFinder {
  /** Samples in the middle of pauses, rising. */
  readonly pauses: number[] = [];
  /** Samples after the middle of a pause that have to be heard to know it. */
  readonly late: number;
  readonly #stepLength: number;
  readonly #latest = new Float64Array(QUIET_SLOTS); // energies of slots, round and round
  #steps = 0; // in the slot being summed
  #energy = 0;
  #slots = 0;
  #loudest = 0;
  #earliest = APART_SLOTS;

  /** @param stepLength of the energies, samples */
  constructor(stepLength: number) {
    this.#stepLength = stepLength;
    this.late = (QUIET_SLOTS / 2) * SLOT_STEPS * stepLength;
  }

  push(energies: Float64Array): void {
    for (let n = 0; n < energies.length; n++) {
      this.#energy += energies[n]!;
      if (++this.#steps === SLOT_STEPS) this.#endSlot();
    }
  }

  #endSlot(): void {
    this.#latest[this.#slots++ % QUIET_SLOTS] = this.#energy;
    this.#steps = 0;
    this.#energy = 0;
    const energy = this.#latest.reduce((sum, slot) => sum + slot, 0);
    this.#loudest = Math.max(this.#loudest * FORGET_PER_SLOT, energy);
    if (this.#slots < this.#earliest || energy > QUIET * this.#loudest) return;
    this.pauses.push(this.#slots * SLOT_STEPS * this.#stepLength - this.late);
    this.#earliest = this.#slots + APART_SLOTS;
  }
}
