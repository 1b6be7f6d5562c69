import { describe } from 'vitest';
import { frameKernelContract } from './frame-kernel.contract.js';
import { PortableKernel } from './portable-kernel.js';

describe('PortableKernel', () => {
  frameKernelContract((shape) => new PortableKernel(shape), 1e-6);
});
