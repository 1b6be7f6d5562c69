import { type SampleLoops, sampleLoops } from './wasm/sample-loops.js';

/** Filters side by side over one line of samples; see {@link FirBank.run}. */
export interface FirBankShape {
  /** Taps of all rows, shape [up, taps]. */
  readonly rows: readonly number[];
  /** A multiple of 2. */
  readonly taps: number;
  /** Rows, and sums in a period. */
  readonly up: number;
  /** Samples in a period. */
  readonly down: number;
  /** A multiple of 4. */
  readonly periods: number;
}

/** Many weighted sums at once: a filter for each place between samples, over and over. */
export interface FirBank {
  /** To be filled before a run, shape [at least periods·down + taps]. */
  readonly line: number[] | Float32Array;
  /** What a run made, shape [periods·up]. */
  readonly sums: Float32Array;
  /** sums[q·up + row] = Σ line[⌊row·down / up⌋ + q·down + k] · rows[row·taps + k] */
  run(): void;
}

/**
 * Numbers in a plain array: the engine reads those half again as fast as typed arrays, and the inner loops here do
 * nothing but read.
 */
export const plainNumbers = (length: number): number[] => {
  const numbers: number[] = [];
  for (let n = 0; n < length; n++) numbers.push(0.5); // not whole, so that it is an array of doubles from the start
  return numbers;
};

/**
 * Makes a bank: in WebAssembly (float32) where it fits in there, else in double precision. Banks in WebAssembly share
 * their line and sums: fill, run and read without another one in between.
 */
export function createFirBank(shape: FirBankShape): FirBank {
  const fir = sampleLoops()?.fir;
  const taps = 4 * Math.ceil(shape.taps / 4);
  const fits = fir && shape.up * taps <= fir.rows.length;
  return fits && lineLength(shape) <= fir.line.length && shape.periods * shape.up <= fir.sums.length
    ? wasmBank(shape, taps, fir)
    : plainBank(shape);
}

const lineLength = ({ periods, down, taps }: FirBankShape): number => periods * down + taps + 3;

function wasmBank(shape: FirBankShape, taps: number, fir: SampleLoops['fir']): FirBank {
  const { rows, up, down, periods } = shape;
  const fillRows = (): void => {
    fir.rows.fill(0, 0, up * taps);
    for (let row = 0; row < up; row++) {
      for (let k = 0; k < shape.taps; k++) fir.rows[row * taps + k] = rows[row * shape.taps + k]!;
    }
    fir.owner = shape;
  };
  return {
    line: fir.line.subarray(0, lineLength(shape)),
    sums: fir.sums.subarray(0, periods * up),
    run() {
      if (fir.owner !== shape) fillRows();
      fir.run(periods, up, down, taps, 1);
    },
  };
}

function plainBank(shape: FirBankShape): FirBank {
  const { rows, taps, up, down, periods } = shape;
  const line = plainNumbers(lineLength(shape));
  const sums = new Float32Array(periods * up);
  return {
    line,
    sums,
    run() {
      for (let row = 0; row < up; row++) {
        const base = Math.floor((row * down) / up);
        for (let q = 0; q < periods; q += 4) {
          convolveFour(line, base + q * down, down, rows, row * taps, taps, sums, q * up + row, up);
        }
      }
    },
  };
}

/**
 * Four outputs of one row at a time, from places `stride` apart in the line to places `step` apart in `out`: each
 * tap is fetched once for four products.
 */
function convolveFour(
  line: readonly number[],
  base: number,
  stride: number,
  rows: readonly number[],
  first: number,
  taps: number,
  out: Float32Array,
  place: number,
  step: number,
): void {
  const base1 = base + stride;
  const base2 = base1 + stride;
  const base3 = base2 + stride;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let k = 0; k < taps; k += 2) {
    const even = rows[first + k]!;
    const odd = rows[first + k + 1]!;
    sum0 += line[base + k]! * even + line[base + k + 1]! * odd;
    sum1 += line[base1 + k]! * even + line[base1 + k + 1]! * odd;
    sum2 += line[base2 + k]! * even + line[base2 + k + 1]! * odd;
    sum3 += line[base3 + k]! * even + line[base3 + k + 1]! * odd;
  }
  out[place] = sum0;
  out[place + step] = sum1;
  out[place + 2 * step] = sum2;
  out[place + 3 * step] = sum3;
}
