/**
 * A transform of complex signals of one fixed length, in interleaved order (re, im, re, im, …). Not re-entrant: it
 * owns its work space.
 *
 * A class, since code that makes one for every job would otherwise meet new closures each time, and the engine would
 * throw its optimised code away as often.
 *
 * Stockham's form, four ways at a time: it leaves its results in order, so nothing is shuffled and every round reads
 * and writes in straight lines.
 *
 * @see Van Loan, "Computational Frameworks for the Fast Fourier Transform", 1992, section 1.7
 */
export class ComplexFft {
  readonly #size: number;
  /** Of every round but the last. */
  readonly #turns: readonly Float64Array[];
  readonly #even: Float64Array;
  readonly #odd: Float64Array;

  /** @param size a power of two >= 2 */
  constructor(size: number) {
    this.#size = size;
    this.#even = new Float64Array(2 * size);
    this.#odd = new Float64Array(2 * size);
    const turns: Float64Array[] = [];
    for (let length = size; length > 4; length /= 4) turns.push(turnsOf(length));
    this.#turns = turns;
  }

  /**
   * @param input shape [2 · size], left as it is
   * @returns shape [2 · size], X_k = Σ x_n·e^(−2πi·k·n/size): a buffer used again in the next call
   */
  transform(input: Float64Array): Float64Array {
    const turns = this.#turns;
    let [x, y, spare] = [input, this.#even, this.#odd];
    let step = 2; // numbers of as many transforms as are left to do
    for (let r = 0; r < turns.length; r++, step *= 4) {
      if (r === 0) firstRound(x, y, turns[r]!);
      else middleRound(x, y, turns[r]!, step);
      [x, y, spare] = [y, spare, y];
    }
    if (2 * step < 2 * this.#size) lastFour(x, y, step);
    else lastTwo(x, y, step);
    return y;
  }
}

/** e^(−2πi·k·p/length) for k = 1, 2, 3 and p = 0 … length/4 − 1, shape [length/4, 3, 2]. */
function turnsOf(length: number): Float64Array {
  const turns = new Float64Array((length / 4) * 6);
  for (let p = 0, at = 0; p < length / 4; p++) {
    for (let k = 1; k <= 3; k++, at += 2) {
      const angle = (-2 * Math.PI * k * p) / length;
      turns[at] = Math.cos(angle);
      turns[at + 1] = Math.sin(angle);
    }
  }
  return turns;
}

/** {@link middleRound} for a stride of one, where its inner loop would run but once. */
function firstRound(x: Float64Array, y: Float64Array, turns: Float64Array): void {
  const quarter = x.length / 4;
  for (let i = 0, j = 0, t = 0; i < quarter; i += 2, j += 8, t += 6) {
    const firstRe = x[i]!;
    const firstIm = x[i + 1]!;
    const secondRe = x[i + quarter]!;
    const secondIm = x[i + quarter + 1]!;
    const thirdRe = x[i + 2 * quarter]!;
    const thirdIm = x[i + 2 * quarter + 1]!;
    const fourthRe = x[i + 3 * quarter]!;
    const fourthIm = x[i + 3 * quarter + 1]!;
    const sumRe = firstRe + thirdRe;
    const sumIm = firstIm + thirdIm;
    const differenceRe = firstRe - thirdRe;
    const differenceIm = firstIm - thirdIm;
    const otherRe = secondRe + fourthRe;
    const otherIm = secondIm + fourthIm;
    const turnedRe = secondIm - fourthIm; // −i · (second − fourth)
    const turnedIm = fourthRe - secondRe;
    y[j] = sumRe + otherRe;
    y[j + 1] = sumIm + otherIm;
    const aRe = differenceRe + turnedRe;
    const aIm = differenceIm + turnedIm;
    const bRe = sumRe - otherRe;
    const bIm = sumIm - otherIm;
    const cRe = differenceRe - turnedRe;
    const cIm = differenceIm - turnedIm;
    y[j + 2] = aRe * turns[t]! - aIm * turns[t + 1]!;
    y[j + 3] = aRe * turns[t + 1]! + aIm * turns[t]!;
    y[j + 4] = bRe * turns[t + 2]! - bIm * turns[t + 3]!;
    y[j + 5] = bRe * turns[t + 3]! + bIm * turns[t + 2]!;
    y[j + 6] = cRe * turns[t + 4]! - cIm * turns[t + 5]!;
    y[j + 7] = cRe * turns[t + 5]! + cIm * turns[t + 4]!;
  }
}

/** Four quarters of every transform become four transforms of a quarter; `step` numbers stand side by side. */
function middleRound(x: Float64Array, y: Float64Array, turns: Float64Array, step: number): void {
  const quarter = x.length / 4;
  for (let from = 0, to = 0, t = 0; from < quarter; from += step, to += 4 * step, t += 6) {
    const aCos = turns[t]!;
    const aSin = turns[t + 1]!;
    const bCos = turns[t + 2]!;
    const bSin = turns[t + 3]!;
    const cCos = turns[t + 4]!;
    const cSin = turns[t + 5]!;
    for (let i = from, j = to; i < from + step; i += 2, j += 2) {
      const firstRe = x[i]!;
      const firstIm = x[i + 1]!;
      const secondRe = x[i + quarter]!;
      const secondIm = x[i + quarter + 1]!;
      const thirdRe = x[i + 2 * quarter]!;
      const thirdIm = x[i + 2 * quarter + 1]!;
      const fourthRe = x[i + 3 * quarter]!;
      const fourthIm = x[i + 3 * quarter + 1]!;
      const sumRe = firstRe + thirdRe;
      const sumIm = firstIm + thirdIm;
      const differenceRe = firstRe - thirdRe;
      const differenceIm = firstIm - thirdIm;
      const otherRe = secondRe + fourthRe;
      const otherIm = secondIm + fourthIm;
      const turnedRe = secondIm - fourthIm; // −i · (second − fourth)
      const turnedIm = fourthRe - secondRe;
      y[j] = sumRe + otherRe;
      y[j + 1] = sumIm + otherIm;
      const aRe = differenceRe + turnedRe;
      const aIm = differenceIm + turnedIm;
      const bRe = sumRe - otherRe;
      const bIm = sumIm - otherIm;
      const cRe = differenceRe - turnedRe;
      const cIm = differenceIm - turnedIm;
      y[j + step] = aRe * aCos - aIm * aSin;
      y[j + step + 1] = aRe * aSin + aIm * aCos;
      y[j + 2 * step] = bRe * bCos - bIm * bSin;
      y[j + 2 * step + 1] = bRe * bSin + bIm * bCos;
      y[j + 3 * step] = cRe * cCos - cIm * cSin;
      y[j + 3 * step + 1] = cRe * cSin + cIm * cCos;
    }
  }
}

/** Transforms of four points, `step` numbers side by side: nothing is turned any more. */
function lastFour(x: Float64Array, y: Float64Array, step: number): void {
  for (let i = 0; i < step; i += 2) {
    const firstRe = x[i]!;
    const firstIm = x[i + 1]!;
    const secondRe = x[i + step]!;
    const secondIm = x[i + step + 1]!;
    const thirdRe = x[i + 2 * step]!;
    const thirdIm = x[i + 2 * step + 1]!;
    const fourthRe = x[i + 3 * step]!;
    const fourthIm = x[i + 3 * step + 1]!;
    const sumRe = firstRe + thirdRe;
    const sumIm = firstIm + thirdIm;
    const differenceRe = firstRe - thirdRe;
    const differenceIm = firstIm - thirdIm;
    const otherRe = secondRe + fourthRe;
    const otherIm = secondIm + fourthIm;
    const turnedRe = secondIm - fourthIm; // −i · (second − fourth)
    const turnedIm = fourthRe - secondRe;
    y[i] = sumRe + otherRe;
    y[i + 1] = sumIm + otherIm;
    y[i + step] = differenceRe + turnedRe;
    y[i + step + 1] = differenceIm + turnedIm;
    y[i + 2 * step] = sumRe - otherRe;
    y[i + 2 * step + 1] = sumIm - otherIm;
    y[i + 3 * step] = differenceRe - turnedRe;
    y[i + 3 * step + 1] = differenceIm - turnedIm;
  }
}

/** Transforms of two points, where the size is no power of four. */
function lastTwo(x: Float64Array, y: Float64Array, step: number): void {
  for (let i = 0; i < step; i++) {
    const first = x[i]!;
    const second = x[i + step]!;
    y[i] = first + second;
    y[i + step] = first - second;
  }
}
