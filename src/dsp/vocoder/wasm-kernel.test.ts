import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { ENGINES, kernelShape } from './engines.js';
import { frameKernelContract } from './frame-kernel.contract.js';
import { PortableKernel } from './portable-kernel.js';
import { WasmKernel } from './wasm-kernel.js';

describe('WasmKernel', () => {
  frameKernelContract((shape) => new WasmKernel(shape), 1e-5);

  for (const engine of ['voice', 'music'] as const) {
    it(`${engine}: turns frames as the portable kernel does, to −80 dB`, () => {
      const random = createRandom(6);
      const shape = kernelShape(ENGINES[engine], 1, 44_100, 1.3);
      const kernels = [new PortableKernel(shape), new WasmKernel(shape)];
      let [difference, total] = [0, 0];
      for (let m = 0; m < 60; m++) {
        // a voice-like mixture whose partials stand clear of each other: near ties may fall either way
        const step = Math.round(shape.hopLength / 1.3);
        const frame = Float32Array.from({ length: shape.windowLength }, (_, n) => {
          const t = m * step + n;
          let x = 1e-3 * (random() - 0.5);
          for (let h = 1; h < 30; h++) x += Math.sin(0.02 * h * t + h * h) / h;
          return x;
        });
        for (const kernel of kernels) {
          kernel.input[0]!.set(frame);
          kernel.hear();
          if (m === 0) kernel.keepPhases();
          else kernel.turn(step, false);
          kernel.finish();
        }
        kernels[0]!.output[0]!.forEach((x, n) => {
          difference += (x - kernels[1]!.output[0]![n]!) ** 2;
          total += x ** 2;
        });
      }
      expect(10 * Math.log10(difference / total)).toBeLessThan(-80);
    });
  }
});
