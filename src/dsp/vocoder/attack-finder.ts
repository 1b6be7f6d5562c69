import { dbToPower } from '../units.js';

/** Finds sudden rises of energy while sound streams by. */
export interface AttackFinder {
  /** Takes the next samples of every channel. */
  push(channels: readonly Float32Array[]): void;
  /** No more sound follows: what was waiting for it is decided now. */
  end(): void;
  /** Samples at which attacks begin, rising; see {@link knownUntil}. */
  readonly attacks: readonly number[];
  /** Every attack before this sample is in {@link attacks}. */
  readonly knownUntil: number;
}

const STEP_SECONDS = 0.000_25;
const AHEAD_STEPS = 24; // 6 ms: a drum is at its loudest
const BEHIND_STEPS = 60; // 15 ms: a period of the deepest voices
const AROUND_STEPS = BEHIND_STEPS + AHEAD_STEPS;
const APART_STEPS = 60;
const FORGET_PER_STEP = 0.999_8; // 30 dB in 8 s: how long a loud sound hides quiet ones
const FLOOR = dbToPower(-50); // re the loudest lately; nothing below it counts as a sound

/**
 * Compares the energy of the next 6 ms with that of the last 15 ms, in the signal's differences, as treble tells the
 * time more sharply than bass. Where that ratio peaks, something begins.
 *
 * @param sampleRate samples per second, > 0
 * @param leastRiseDb rise of energy from which on it counts
 */
export function createAttackFinder(
  channelCount: number,
  sampleRate: number,
  leastRiseDb: number,
): AttackFinder {
  return new RisingEnergy(channelCount, Math.max(1, Math.round(STEP_SECONDS * sampleRate)), leastRiseDb);
}

class RisingEnergy implements AttackFinder {
  readonly attacks: number[] = [];
  readonly #stepLength: number;
  readonly #leastRise: number;
  readonly #last: Float64Array; // sample of every channel
  /** Of steps, oldest first: those around the present one, then the new ones of a call. */
  #energies = new Float64Array(AROUND_STEPS);
  #steps = 0;
  #filled = 0; // samples in the step being summed
  #energy = 0;
  #ahead = 0;
  #behind = 0;
  #loudest = 0;
  #candidate = -1; // step
  #candidateRise = 0;

  constructor(channelCount: number, stepLength: number, leastRiseDb: number) {
    this.#stepLength = stepLength;
    this.#leastRise = dbToPower(leastRiseDb);
    this.#last = new Float64Array(channelCount);
  }

  get knownUntil(): number {
    const judged = this.#steps - AHEAD_STEPS;
    return Math.max(0, this.#candidate >= 0 ? this.#candidate : judged) * this.#stepLength;
  }

  push(channels: readonly Float32Array[]): void {
    const length = channels[0]!.length;
    const count = Math.floor((this.#filled + length) / this.#stepLength);
    this.#makeRoom(count);
    let step = AROUND_STEPS;
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + this.#stepLength - this.#filled);
      for (let c = 0; c < channels.length; c++) {
        this.#energy += energyOfDifferences(channels[c]!, from, to, this.#last[c]!);
        this.#last[c] = channels[c]![to - 1]!;
      }
      this.#filled += to - from;
      from = to;
      if (this.#filled < this.#stepLength) break;
      this.#energies[step++] = this.#energy;
      this.#energy = 0;
      this.#filled = 0;
    }
    this.#judge(count);
  }

  end(): void {
    const count = AHEAD_STEPS + APART_STEPS + 1;
    this.#makeRoom(count);
    this.#energies.fill(0, AROUND_STEPS, AROUND_STEPS + count);
    this.#judge(count);
  }

  #makeRoom(count: number): void {
    if (this.#energies.length >= AROUND_STEPS + count) return;
    const more = new Float64Array(AROUND_STEPS + count);
    more.set(this.#energies.subarray(0, AROUND_STEPS));
    this.#energies = more;
  }

  /** Takes `count` new energies: each moves the present step on by one, which is then judged. */
  #judge(count: number): void {
    const energies = this.#energies;
    const floorless = 1e-11 * this.#stepLength;
    let ahead = this.#ahead;
    let behind = this.#behind;
    let loudest = this.#loudest;
    for (let n = 0; n < count; n++) {
      const turned = energies[n + BEHIND_STEPS]!; // leaves what is ahead, joins what is behind
      behind += turned - energies[n]!;
      ahead += energies[n + AROUND_STEPS]! - turned;
      const aheadMean = Math.max(0, ahead) / AHEAD_STEPS;
      loudest = Math.max(loudest * FORGET_PER_STEP, aheadMean);
      const floor = FLOOR * loudest + floorless;
      const rise = (aheadMean + floor) / (Math.max(0, behind) / BEHIND_STEPS + floor);
      this.#compare(this.#steps + n + 1 - AHEAD_STEPS, rise);
    }
    this.#ahead = ahead;
    this.#behind = behind;
    this.#loudest = loudest;
    this.#steps += count;
    energies.copyWithin(0, count, count + AROUND_STEPS);
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

function energyOfDifferences(samples: Float32Array, from: number, to: number, last: number): number {
  let energy = 0;
  for (let n = from; n < to; n++) {
    const sample = samples[n]!;
    energy += (sample - last) * (sample - last);
    last = sample;
  }
  return energy;
}
