import type { FrameKernel, KernelShape } from './frame-kernel.js';
import { PortableKernel } from './portable-kernel.js';
import { WasmKernel } from './wasm-kernel.js';

/** The fastest kernel there is: WebAssembly where the machine can run it, plain TypeScript where not. */
export function createFrameKernel(shape: KernelShape): FrameKernel {
  try {
    return new WasmKernel(shape);
  } catch {
    return new PortableKernel(shape); // no WebAssembly, none with SIMD, or a window longer than it takes
  }
}
