import { describe, expect, it } from 'vitest';
import { createDenseLayer } from './dense-layer.js';
import { createRandom } from './random.js';

const random = createRandom(3);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random() - 0.5);

describe('createDenseLayer()', () => {
  it('equals the defining sums, for two frames that are not alike', () => {
    const [units, inputs] = [8, 13];
    const weights = Float32Array.from(noise(units * inputs));
    const bias = Float32Array.from(noise(units));
    const frames = [noise(inputs), noise(inputs)] as const;
    const sums = noise(2 * units); // whatever stood there goes
    createDenseLayer(weights, bias).run(...frames, sums);
    frames.forEach((frame, f) => {
      for (let unit = 0; unit < units; unit++) {
        const row = weights.subarray(unit * inputs, (unit + 1) * inputs);
        const wanted = row.reduce((sum, weight, i) => sum + weight * frame[i]!, bias[unit]!);
        expect(sums[f * units + unit]).toBeCloseTo(wanted, 12);
      }
    });
  });
  it('refuses units that do not go into groups of four', () => {
    expect(() => createDenseLayer(new Float32Array(6), new Float32Array(3))).toThrow(RangeError);
    expect(() => createDenseLayer(new Float32Array(0), new Float32Array(0))).toThrow(RangeError);
  });
});
