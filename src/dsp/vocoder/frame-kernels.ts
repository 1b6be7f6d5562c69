import { hasWasm } from '../wasm/wasm-module.js';
import type { FrameKernel, KernelShape } from './frame-kernel.js';
import { PortableKernel } from './portable-kernel.js';
import { WasmKernel } from './wasm-kernel.js';

/** Longest transform of the WebAssembly; that of music at 192 kHz is shorter. */
const LONGEST = 32_768;

/** The fastest kernel there is: WebAssembly where the machine can run it, plain TypeScript where not. */
export function createFrameKernel(shape: KernelShape): FrameKernel {
  return hasWasm() && shape.fftLength <= LONGEST ? new WasmKernel(shape) : new PortableKernel(shape);
}
