import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import { loadModule } from './wasm/with-and-without.contract.js';

const load = (hasWasm: boolean) => loadModule(hasWasm, () => import('./dense-layer.js'));
const random = createRandom(3);
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);

describe.each([true, false])('createDenseLayer(), WebAssembly: %s', (hasWasm) => {
  it('equals the defining sums, for frames that are not alike, however often it runs', async () => {
    const { createDenseLayer } = await load(hasWasm);
    const [units, inputs] = [8, 12];
    const [weights, bias] = [noise(units * inputs), noise(units)];
    const layer = createDenseLayer(weights, bias);
    for (let time = 0; time < 2; time++) {
      const frames = noise(layer.batch * inputs);
      layer.frames.set(frames);
      layer.run();
      expect(layer.sums).toHaveLength(layer.batch * units);
      layer.sums.forEach((sum, n) => {
        const [frame, unit] = [Math.floor(n / units), n % units];
        const row = weights.subarray(unit * inputs, (unit + 1) * inputs);
        const wanted = row.reduce(
          (total, weight, i) => total + weight * frames[frame * inputs + i]!,
          bias[unit]!,
        );
        expect(sum).toBeCloseTo(wanted, 6);
      });
    }
  });
  it('refuses inputs and units that do not go into groups of four', async () => {
    const { createDenseLayer } = await load(hasWasm);
    expect(() => createDenseLayer(new Float32Array(6), new Float32Array(3))).toThrow(RangeError);
    expect(() => createDenseLayer(new Float32Array(24), new Float32Array(4))).toThrow(RangeError);
    expect(() => createDenseLayer(new Float32Array(0), new Float32Array(0))).toThrow(RangeError);
  });
});
