/** A layer of a network: every unit is a bias and a weighted sum of all inputs. */
export interface DenseLayer {
  /**
   * Two frames at a time, as each weight that is fetched then serves twice. A caller with one frame gives it twice.
   *
   * @param sums what the units make of both frames, shape [2, units], overwritten
   */
  run(first: Float64Array, second: Float64Array, sums: Float64Array): void;
}

/** Units that are summed side by side, so that no addition waits for the one before. */
const GROUP = 4;

/**
 * @param weights shape [units, inputs]
 * @param bias shape [units]
 * @throws {RangeError} unless the units are a multiple of four
 */
export function createDenseLayer(weights: Float32Array, bias: Float32Array): DenseLayer {
  const units = bias.length;
  const inputs = weights.length / units;
  if (units === 0 || units % GROUP !== 0) throw new RangeError(`${units} units are no multiple of ${GROUP}`);
  const grouped = new Float64Array(weights.length); // shape [units / 4, inputs, 4]
  for (let unit = 0; unit < units; unit++) {
    const first = (unit - (unit % GROUP)) * inputs + (unit % GROUP);
    for (let i = 0; i < inputs; i++) grouped[first + GROUP * i] = weights[unit * inputs + i]!;
  }
  return {
    run(first, second, sums) {
      for (let unit = 0; unit < units; unit += GROUP) {
        for (let u = unit; u < unit + GROUP; u++) {
          sums[u] = bias[u]!;
          sums[units + u] = bias[u]!;
        }
        addGroup(grouped, unit * inputs, first, second, inputs, sums, unit, units + unit);
      }
    },
  };
}

/** Adds four weighted sums of either frame to `sums[a]`… and `sums[b]`…, in order of the inputs. */
function addGroup(
  weights: Float64Array,
  from: number,
  first: Float64Array,
  second: Float64Array,
  inputs: number,
  sums: Float64Array,
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
    const x = first[i]!;
    const y = second[i]!;
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
