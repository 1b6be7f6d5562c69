import FFT from 'fft.js';
import { describe, expect, it } from 'vitest';
import { ComplexFft } from './complex-fft.js';
import { createRandom } from './random.js';

const random = createRandom(5);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random() * 2 - 1);

describe('ComplexFft', () => {
  for (const size of [2, 4, 8, 16, 32, 256, 1024]) {
    it(`equals fft.js at size ${size}, and leaves its input as it is`, () => {
      const input = noise(2 * size);
      const before = input.slice();
      const reference = new FFT(size);
      const wanted: number[] = reference.createComplexArray();
      reference.transform(wanted, Array.from(input));
      const fft = new ComplexFft(size);
      fft.transform(noise(2 * size)); // nothing of an earlier call may be left
      const found = fft.transform(input);
      expect(found).toHaveLength(2 * size);
      for (let n = 0; n < 2 * size; n++) expect(found[n]).toBeCloseTo(wanted[n]!, 11);
      expect(input).toEqual(before);
    });
  }
});
