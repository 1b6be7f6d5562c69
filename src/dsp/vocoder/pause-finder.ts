import { dbToPower } from '../units.js';
import type { Energies } from './step-energies.js';

// all steps are those of StepEnergies, 0.25 ms
const SLOT_STEPS = 40; // 10 ms: pauses are found to this precision
const QUIET_SLOTS = 8; // a frame fits in
const APART_SLOTS = 400; // 4 s
const FORGET_PER_SLOT = 0.992; // 30 dB in 8 s
const QUIET = dbToPower(-30); // re the loudest lately

/**
 * Finds pauses while sound streams by: 80 ms in which it is 30 dB below what was the loudest lately, one every 4 s at
 * most. In the middle of one, phases may begin anew and nobody hears it. Both samples and their differences have to be
 * quiet: neither a bass that sounds on between high hats is a pause, nor a cymbal after a bass.
 */
export class PauseFinder {
  /** Samples in the middle of pauses, rising; see {@link knownUntil}. */
  readonly pauses: number[] = [];
  readonly #slotLength: number; // samples
  readonly #samples = new Loudness();
  readonly #differences = new Loudness();
  #steps = 0; // in the slot being summed
  #slots = 0;
  #earliest = APART_SLOTS;

  /** @param stepLength of the energies, samples */
  constructor(stepLength: number) {
    this.#slotLength = SLOT_STEPS * stepLength;
  }

  /** Every pause before this sample is in {@link pauses}. */
  get knownUntil(): number {
    return Math.max(0, this.#slots - QUIET_SLOTS / 2) * this.#slotLength;
  }

  push({ samples, differences }: Energies): void {
    for (let from = 0; from < samples.length; ) {
      const to = Math.min(samples.length, from + SLOT_STEPS - this.#steps);
      this.#samples.add(samples, from, to);
      this.#differences.add(differences, from, to);
      this.#steps += to - from;
      if (this.#steps === SLOT_STEPS) this.#endSlot();
      from = to;
    }
  }

  #endSlot(): void {
    this.#steps = 0;
    this.#slots++;
    const areQuiet = [this.#samples.endSlot(this.#slots), this.#differences.endSlot(this.#slots)];
    if (this.#slots < this.#earliest || areQuiet.includes(false)) return;
    this.pauses.push(this.knownUntil);
    this.#earliest = this.#slots + APART_SLOTS;
  }
}

/** One measure of how loud it is. */
class Loudness {
  /** Of the slot being summed. */
  #energy = 0;
  readonly #latest = new Float64Array(QUIET_SLOTS); // energies of slots, round and round
  #loudest = 0;

  add(energies: Float64Array, from: number, to: number): void {
    let energy = this.#energy;
    for (let n = from; n < to; n++) energy += energies[n]!;
    this.#energy = energy;
  }

  /** Tells whether the latest slots are a pause. */
  endSlot(slot: number): boolean {
    this.#latest[slot % QUIET_SLOTS] = this.#energy;
    this.#energy = 0;
    let sum = 0;
    for (const energy of this.#latest) sum += energy;
    this.#loudest = Math.max(this.#loudest * FORGET_PER_SLOT, sum);
    return sum <= QUIET * this.#loudest;
  }
}
