import { describe, expect, it } from 'vitest';
import { ENGINES, kernelShape } from './engines.js';
import { createFrameKernel } from './frame-kernels.js';
import { PortableKernel } from './portable-kernel.js';
import { WasmKernel } from './wasm-kernel.js';

describe('createFrameKernel()', () => {
  it('takes WebAssembly, and plain TypeScript for what that does not do', () => {
    const shape = kernelShape(ENGINES.voice, 1, 44_100, 1);
    expect(createFrameKernel(shape)).toBeInstanceOf(WasmKernel);
    expect(createFrameKernel({ ...shape, fftLength: 65_536 })).toBeInstanceOf(PortableKernel);
  });
});
