import { dbToPower } from '../units.js';

// all steps are those of StepEnergies
const AHEAD_STEPS = 24; // 6 ms: a drum is at its loudest
const BEHIND_STEPS = 60; // 15 ms: a period of the deepest voices
const AROUND_STEPS = BEHIND_STEPS + AHEAD_STEPS;
const APART_STEPS = 60;
const FORGET_PER_STEP = 0.999_8; // 30 dB in 8 s: how long a loud sound hides quiet ones
const FLOOR = dbToPower(-50); // re the loudest lately; nothing below it counts as a sound

/**
 * Finds sudden rises of energy while sound streams by: compares the energy of the next 6 ms with that of the last 15 ms.
 * Where that ratio peaks, something begins.
 */
export class AttackFinder {
  /** Samples at which attacks begin, rising; see {@link knownUntil}. */
  readonly attacks: number[] = [];
  readonly #stepLength: number;
  readonly #leastRise: number;
  /** Of steps, oldest first: those around the present one, then the new ones of a call. */
  #energies = new Float64Array(AROUND_STEPS);
  #steps = 0;
  #ahead = 0;
  #behind = 0;
  #loudest = 0;
  #candidate = -1; // step
  #candidateRise = 0;

  /**
   * @param stepLength of the energies, samples
   * @param leastRiseDb rise of energy from which on it counts
   */
  constructor(stepLength: number, leastRiseDb: number) {
    this.#stepLength = stepLength;
    this.#leastRise = dbToPower(leastRiseDb);
  }

  /** Every attack before this sample is in {@link attacks}. */
  get knownUntil(): number {
    const judged = this.#steps - AHEAD_STEPS;
    return Math.max(0, this.#candidate >= 0 ? this.#candidate : judged) * this.#stepLength;
  }

  /** Takes the next energies of differences: each moves the present step on by one, which is then judged. */
  push(energies: Float64Array): void {
    const count = energies.length;
    const all = this.#join(energies);
    const quietest = 1e-11 * this.#stepLength;
    let ahead = this.#ahead;
    let behind = this.#behind;
    let loudest = this.#loudest;
    for (let n = 0; n < count; n++) {
      const turned = all[n + BEHIND_STEPS]!; // leaves what is ahead, joins what is behind
      behind += turned - all[n]!;
      ahead += all[n + AROUND_STEPS]! - turned;
      const mean = Math.max(0, ahead) / AHEAD_STEPS;
      loudest = Math.max(loudest * FORGET_PER_STEP, mean);
      const floor = FLOOR * loudest + quietest;
      const rise = (mean + floor) / (Math.max(0, behind) / BEHIND_STEPS + floor);
      this.#compare(this.#steps + n + 1 - AHEAD_STEPS, rise);
    }
    this.#ahead = ahead;
    this.#behind = behind;
    this.#loudest = loudest;
    this.#steps += count;
    all.copyWithin(0, count, count + AROUND_STEPS);
  }

  /** No more sound follows: what was waiting for it is decided now. */
  end(): void {
    this.push(new Float64Array(AHEAD_STEPS + APART_STEPS + 1));
  }

  /** The energies around the present step, then the new ones. */
  #join(energies: Float64Array): Float64Array {
    if (this.#energies.length < AROUND_STEPS + energies.length) {
      const longer = new Float64Array(AROUND_STEPS + energies.length);
      longer.set(this.#energies.subarray(0, AROUND_STEPS));
      this.#energies = longer;
    }
    this.#energies.set(energies, AROUND_STEPS);
    return this.#energies;
  }

  /** A step at which energy rises by the factor `rise`: the steepest for a while is an attack. */
  #compare(step: number, rise: number): void {
    if (this.#candidate >= 0 && step - this.#candidate > APART_STEPS) {
      this.attacks.push(this.#candidate * this.#stepLength);
      this.#candidate = -1;
    }
    if (step < 0 || rise <= (this.#candidate >= 0 ? this.#candidateRise : this.#leastRise)) return;
    this.#candidate = step;
    this.#candidateRise = rise;
  }
}
