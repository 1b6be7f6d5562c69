import { sampleLoops } from './wasm/sample-loops.js';

/** A layer of a network: every unit is a bias and a weighted sum of all inputs. */
export interface DenseLayer {
  /** Frames that {@link run} takes. */
  readonly batch: number;
  /** To be filled before a run, shape [batch, inputs]. */
  readonly frames: Float32Array;
  /** What the units make of the frames, shape [batch, units], overwritten by every run. */
  readonly sums: Float32Array;
  run(): void;
}

/** Units that are summed side by side, so that no addition waits for the one before. */
const GROUP = 4;
/** Frames at a time: so many that the weights are fetched for them seldom. */
const BATCH = 32;

/**
 * Makes a layer: in WebAssembly (float32) where it fits in there, else in double precision. Layers in WebAssembly share
 * their frames and sums with one another and with filter banks: fill, run and read without another one in between.
 *
 * @param weights shape [units, inputs]
 * @param bias shape [units]
 * @throws {RangeError} unless inputs and units are multiples of four
 */
export function createDenseLayer(weights: Float32Array, bias: Float32Array): DenseLayer {
  const units = bias.length;
  const inputs = weights.length / units;
  if (units === 0 || units % GROUP !== 0 || inputs % GROUP !== 0) {
    throw new RangeError(`${inputs} inputs, ${units} units: not multiples of ${GROUP}`);
  }
  const fir = sampleLoops()?.fir;
  const fits = fir && weights.length <= fir.rows.length && BATCH * Math.max(inputs, units) <= fir.line.length;
  if (!fits) return plainLayer(weights, bias, inputs);
  const sums = fir.sums.subarray(0, BATCH * units);
  return {
    batch: BATCH,
    frames: fir.line.subarray(0, BATCH * inputs),
    sums,
    run() {
      if (fir.owner !== weights) fir.rows.set(weights);
      fir.owner = weights;
      fir.run(BATCH, units, inputs, inputs, 0);
      for (let n = 0; n < sums.length; n++) sums[n]! += bias[n % units]!;
    },
  };
}

function plainLayer(weights: Float32Array, bias: Float32Array, inputs: number): DenseLayer {
  const units = bias.length;
  const frames = new Float32Array(BATCH * inputs);
  const sums = new Float32Array(BATCH * units);
  const grouped = new Float64Array(weights.length); // shape [units / 4, inputs, 4]
  for (let unit = 0; unit < units; unit++) {
    const first = (unit - (unit % GROUP)) * inputs + (unit % GROUP);
    for (let i = 0; i < inputs; i++) grouped[first + GROUP * i] = weights[unit * inputs + i]!;
  }
  return {
    batch: BATCH,
    frames,
    sums,
    run() {
      for (let frame = 0; frame < BATCH; frame += 2) {
        const [a, b] = [frame * units, (frame + 1) * units];
        sums.set(bias, a);
        sums.set(bias, b);
        for (let unit = 0; unit < units; unit += GROUP) {
          const [first, second] = [frame * inputs, (frame + 1) * inputs];
          addGroup(grouped, unit * inputs, frames, first, second, inputs, sums, a + unit, b + unit);
        }
      }
    },
  };
}

/** Adds four weighted sums of either frame to `sums[a]`… and `sums[b]`…, in order of the inputs. */
function addGroup(
  weights: Float64Array,
  from: number,
  frames: Float32Array,
  first: number,
  second: number,
  inputs: number,
  sums: Float32Array,
  a: number,
  b: number,
): void {
  let a0 = sums[a]!;
  let a1 = sums[a + 1]!;
  let a2 = sums[a + 2]!;
  let a3 = sums[a + 3]!;
  let b0 = sums[b]!;
  let b1 = sums[b + 1]!;
  let b2 = sums[b + 2]!;
  let b3 = sums[b + 3]!;
  for (let i = 0, w = from; i < inputs; i++, w += GROUP) {
    const x = frames[first + i]!;
    const y = frames[second + i]!;
    const w0 = weights[w]!;
    const w1 = weights[w + 1]!;
    const w2 = weights[w + 2]!;
    const w3 = weights[w + 3]!;
    a0 += w0 * x;
    a1 += w1 * x;
    a2 += w2 * x;
    a3 += w3 * x;
    b0 += w0 * y;
    b1 += w1 * y;
    b2 += w2 * y;
    b3 += w3 * y;
  }
  sums[a] = a0;
  sums[a + 1] = a1;
  sums[a + 2] = a2;
  sums[a + 3] = a3;
  sums[b] = b0;
  sums[b + 1] = b1;
  sums[b + 2] = b2;
  sums[b + 3] = b3;
}
