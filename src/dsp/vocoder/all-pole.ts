const ROUNDS = 8;
const STEP = 0.5; // of the way that a round points to: whole ones would overshoot
const WHITE = 1e-7; // of the power, added to every frequency: what lies deeper is not modelled, and no resonance gets too sharp

/**
 * Resonances whose response passes through the powers of a few frequencies, such as the harmonics of a voice. Unlike
 * linear prediction it asks nothing of what lies between them, and so does not draw resonances to the nearest harmonic.
 *
 * @see El-Jaroudi & Makhoul, "Discrete all-pole modeling", IEEE Trans. Signal Processing 39(2), 1991
 */
export class AllPole {
  readonly #order: number;
  readonly #weights: Float64Array;
  readonly #correlation: Float64Array;
  readonly #factor: Float64Array;
  readonly #target: Float64Array;

  /** @param order twice the number of resonances */
  constructor(order: number) {
    this.#order = order;
    this.#weights = new Float64Array(order + 1);
    this.#correlation = new Float64Array(order + 1);
    this.#factor = new Float64Array((order + 1) ** 2);
    this.#target = new Float64Array(order + 1);
  }

  /**
   * Finds them, least by the distance of Itakura and Saito, to which tops count and gaps do not.
   *
   * @param angles radians per sample, 0 to π, `count` of them
   * @param powers at these
   */
  fit(angles: Float64Array, powers: Float64Array, count: number): void {
    this.#correlate(angles, powers, count);
    this.#decompose();
    const [weights, target] = [this.#weights, this.#target];
    target.fill(0);
    target[0] = 1;
    this.#solve(target);
    const gain = 1 / Math.sqrt(Math.max(1e-300, target[0]!));
    for (let i = 0; i < weights.length; i++) weights[i] = target[i]! * gain;
    for (let round = 0; round < ROUNDS; round++) {
      this.#respond(angles, count);
      this.#solve(target);
      for (let i = 0; i < weights.length; i++) weights[i]! += STEP * (target[i]! - weights[i]!);
    }
  }

  /** Nepers of amplitude at an angle. */
  at(angle: number): number {
    const [re, im] = this.#inverseAt(angle);
    return -0.5 * Math.log(re * re + im * im + 1e-300);
  }

  /** What the resonances make 1 of, by Horner's rule. */
  #inverseAt(angle: number): [re: number, im: number] {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    let [re, im] = [0, 0];
    for (let i = this.#order; i >= 0; i--) {
      [re, im] = [re * c + im * s + this.#weights[i]!, im * c - re * s];
    }
    return [re, im];
  }

  #correlate(angles: Float64Array, powers: Float64Array, count: number): void {
    for (let lag = 0; lag <= this.#order; lag++) {
      let sum = 0;
      for (let m = 0; m < count; m++) sum += powers[m]! * Math.cos(angles[m]! * lag);
      this.#correlation[lag] = sum / count;
    }
    this.#correlation[0] = this.#correlation[0]! * (1 + WHITE) + 1e-200;
  }

  /** Cholesky's factor of the matrix of correlations. */
  #decompose(): void {
    const size = this.#order + 1;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = this.#correlation[i - j]!;
        for (let k = 0; k < j; k++) sum -= this.#factor[i * size + k]! * this.#factor[j * size + k]!;
        this.#factor[i * size + j] =
          i === j
            ? Math.sqrt(Math.max(sum, 1e-12 * this.#correlation[0]!))
            : sum / this.#factor[j * size + j]!;
      }
    }
  }

  #solve(x: Float64Array): void {
    const size = this.#order + 1;
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) x[i]! -= this.#factor[i * size + k]! * x[k]!;
      x[i]! /= this.#factor[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) x[i]! -= this.#factor[k * size + i]! * x[k]!;
      x[i]! /= this.#factor[i * size + i]!;
    }
  }

  /** What the response sampled at the angles would be before time 0, if it came from lines there alone. */
  #respond(angles: Float64Array, count: number): void {
    this.#target.fill(0);
    for (let m = 0; m < count; m++) {
      const [re, im] = this.#inverseAt(angles[m]!);
      const square = (re * re + im * im) * count + 1e-300;
      for (let i = 0; i <= this.#order; i++) {
        const angle = angles[m]! * i;
        this.#target[i]! += (re * Math.cos(angle) - im * Math.sin(angle)) / square;
      }
    }
  }
}
