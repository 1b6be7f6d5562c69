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
  // energies of the steps around the present one, round and round
  readonly #energies = new Float64Array(AHEAD_STEPS + BEHIND_STEPS);
  /** Where the oldest energy stands, and the first of those ahead. */
  #oldest = 0;
  #turning = BEHIND_STEPS;
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
    for (let from = 0; from < length; ) {
      const to = Math.min(length, from + this.#stepLength - this.#filled);
      for (let c = 0; c < channels.length; c++) this.#sum(channels[c]!, c, from, to);
      this.#filled += to - from;
      from = to;
      if (this.#filled === this.#stepLength) this.#endStep();
    }
  }

  end(): void {
    for (let step = 0; step < AHEAD_STEPS + APART_STEPS + 1; step++) this.#endStep();
  }

  #sum(samples: Float32Array, channel: number, from: number, to: number): void {
    let last = this.#last[channel]!;
    let energy = 0;
    for (let n = from; n < to; n++) {
      const sample = samples[n]!;
      const difference = sample - last;
      energy += difference * difference;
      last = sample;
    }
    this.#last[channel] = last;
    this.#energy += energy;
  }

  #endStep(): void {
    const ring = this.#energies;
    const turned = ring[this.#turning]!; // leaves what is ahead, joins what is behind
    this.#behind += turned - ring[this.#oldest]!;
    this.#ahead += this.#energy - turned;
    ring[this.#oldest] = this.#energy;
    if (++this.#oldest === ring.length) this.#oldest = 0;
    if (++this.#turning === ring.length) this.#turning = 0;
    this.#energy = 0;
    this.#filled = 0;
    this.#steps++;
    this.#judge(this.#steps - AHEAD_STEPS);
  }

  /** Of the step after which the energies lie that are now ahead. */
  #judge(step: number): void {
    if (step < 0) return;
    const ahead = Math.max(0, this.#ahead) / AHEAD_STEPS;
    const behind = Math.max(0, this.#behind) / BEHIND_STEPS;
    this.#loudest = Math.max(this.#loudest * FORGET_PER_STEP, ahead);
    const floor = FLOOR * this.#loudest + 1e-11 * this.#stepLength;
    if (this.#candidate >= 0 && step - this.#candidate > APART_STEPS) {
      this.attacks.push(this.#candidate * this.#stepLength);
      this.#candidate = -1;
    }
    const least = this.#candidate >= 0 ? this.#candidateRise : this.#leastRise;
    if (ahead + floor <= least * (behind + floor)) return;
    this.#candidate = step;
    this.#candidateRise = (ahead + floor) / (behind + floor);
  }
}
