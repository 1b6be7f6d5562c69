/** Finds the place near by where a signal goes on as it did elsewhere. */
export interface Aligner {
  /**
   * Compares the signal around `model` with itself around `centre + delta`, |delta| <= reach.
   * @returns the best `delta` in samples and the normalised correlation there, −1 to 1
   */
  best(model: number, centre: number): { delta: number; correlation: number };
}

/** How far and over how much an {@link Aligner} looks, in samples. */
export interface AlignOptions {
  readonly reach: number;
  /** Half the length that is compared. */
  readonly halfLength: number;
}

const DECIMATION = 8; // coarse search at an eighth of the rate: the shape of a voice is in its lowest formants
const FINE_STRIDE = 2;
/** Every sample counts, or every second one. */
type Stride = 1 | typeof FINE_STRIDE;
const LANES = 4; // neighbours compared side by side, so that no addition waits for the one before
const DISTANCE_PENALTY = 0.02; // between equals the nearer one wins

/**
 * @param signal one channel, kept by reference
 * @see Verhelst & Roelands, "An overlap-add technique based on waveform similarity", ICASSP 1993
 */
export function createAligner(signal: Float32Array, { reach, halfLength }: AlignOptions): Aligner {
  const coarse = new Correlator(decimate(signal), Math.floor(halfLength / DECIMATION), 1);
  const fine = new Correlator(signal, halfLength, FINE_STRIDE);
  const coarseReach = Math.ceil(reach / DECIMATION);
  return {
    best(model, centre) {
      const [modelAt, centreAt] = [Math.round(model / DECIMATION), Math.round(centre / DECIMATION)];
      const penalty = DISTANCE_PENALTY / coarseReach;
      const around = coarse.best(modelAt, centreAt, -coarseReach, coarseReach, penalty).lag * DECIMATION;
      const { lag, score } = fine.best(model, centre, around - DECIMATION + 1, around + DECIMATION - 1, 0);
      return { delta: lag, correlation: score };
    },
  };
}

function decimate(signal: Float32Array): Float32Array {
  const out = new Float32Array(Math.ceil(signal.length / DECIMATION));
  for (let n = 0; n < out.length; n++) {
    let sum = 0;
    const end = Math.min(signal.length, (n + 1) * DECIMATION);
    for (let i = n * DECIMATION; i < end; i++) sum += signal[i]!;
    out[n] = sum / DECIMATION;
  }
  return out;
}

/**
 * Best normalised correlation of the stretch around one place with those around others. A class, since with closures
 * the engine would optimise every signal's anew.
 */
class Correlator {
  readonly #signal: Float32Array;
  readonly #half: number;
  readonly #stride: Stride;
  /** Running sum of squares. */
  readonly #energy: Float64Array;
  readonly #products = new Float64Array(LANES);

  constructor(signal: Float32Array, half: number, stride: Stride) {
    this.#signal = signal;
    this.#half = half;
    this.#stride = stride;
    this.#energy = new Float64Array(signal.length + 1);
    for (let n = 0, sum = 0; n < signal.length; n++) {
      sum += signal[n]! * signal[n]!;
      this.#energy[n + 1] = sum;
    }
  }

  best(
    model: number,
    centre: number,
    fromLag: number,
    toLag: number,
    penalty: number,
  ): { lag: number; score: number } {
    const modelEnergy = this.#energyAround(model);
    const products = this.#products;
    let lag = 0;
    let score = Number.NEGATIVE_INFINITY;
    for (let first = fromLag; first <= toLag; first += LANES) {
      const last = Math.min(toLag, first + LANES - 1);
      this.#multiply(model, centre + first);
      for (let candidate = first; candidate <= last; candidate++) {
        const scale = modelEnergy * this.#energyAround(centre + candidate);
        const r =
          (scale > 1e-18 ? (this.#stride * products[candidate - first]!) / Math.sqrt(scale) : 0) -
          penalty * Math.abs(candidate);
        if (r <= score) continue;
        lag = candidate;
        score = r;
      }
    }
    return { lag, score };
  }

  #energyAround(place: number): number {
    const last = this.#signal.length;
    const from = Math.min(last, Math.max(0, place - this.#half));
    const to = Math.min(last, Math.max(0, place + this.#half));
    return this.#energy[to]! - this.#energy[from]!;
  }

  /** Products with the stretches around `at` and the three places after it. */
  #multiply(model: number, at: number): void {
    const [signal, half, stride, products] = [this.#signal, this.#half, this.#stride, this.#products];
    const isInside = Math.min(model, at) >= half && Math.max(model, at + LANES - 1) + half <= signal.length;
    if (isInside) fourProducts(signal, model, at, half, stride, products);
    else for (let k = 0; k < LANES; k++) products[k] = productAt(signal, model, at + k, half, stride);
  }
}

/** Sum of products of the stretch around `model` with that around `at`, as far as both lie in the signal. */
function productAt(signal: Float32Array, model: number, at: number, half: number, stride: number): number {
  const from = Math.max(-half, -model, -at);
  const to = Math.min(half, signal.length - model, signal.length - at);
  let product = 0;
  for (let n = from; n < to; n += stride) product += signal[model + n]! * signal[at + n]!;
  return product;
}

/**
 * {@link productAt} for `at` and the three places after it, all inside the signal; the same bits. Samples that come
 * round again are kept, by each stride in its own way: one loop that fetches them all takes 4 % longer over a whole rap.
 */
function fourProducts(
  signal: Float32Array,
  model: number,
  at: number,
  half: number,
  stride: Stride,
  products: Float64Array,
): void {
  let product0 = 0;
  let product1 = 0;
  let product2 = 0;
  let product3 = 0;
  let y0 = signal[at - half]!;
  let y1 = signal[at - half + 1]!;
  let y2 = signal[at - half + 2]!;
  const end = model + half;
  if (stride === 1) {
    for (let m = model - half, n = at - half + 3; m < end; m++, n++) {
      const x = signal[m]!;
      const y3 = signal[n]!;
      product0 += x * y0;
      product1 += x * y1;
      product2 += x * y2;
      product3 += x * y3;
      y0 = y1;
      y1 = y2;
      y2 = y3;
    }
  } else {
    for (let m = model - half, n = at - half + 2; m < end; m += FINE_STRIDE, n += FINE_STRIDE) {
      const x = signal[m]!;
      y2 = signal[n]!;
      const y3 = signal[n + 1]!;
      product0 += x * y0;
      product1 += x * y1;
      product2 += x * y2;
      product3 += x * y3;
      y0 = y2;
      y1 = y3;
    }
  }
  products[0] = product0;
  products[1] = product1;
  products[2] = product2;
  products[3] = product3;
}
