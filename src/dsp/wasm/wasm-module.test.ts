import { describe, expect, it } from 'vitest';
import { RealFft } from '../fft.js';
import { createRandom } from '../random.js';
import { createWasmModule, type WasmModule } from './wasm-module.js';

const FLOAT_BYTES = 4;
const LARGEST_ERROR_DB = -130; // rounding to float32 alone is -150; sizes to 16384 come to -134 or better

const noise = (length: number): Float32Array => {
  const random = createRandom(7);
  return Float32Array.from({ length }, () => random() * 2 - 1);
};
const sine = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * 7.3 * n) / length));

const energy = (signal: ArrayLike<number>): number =>
  Array.from(signal).reduce((sum, value) => sum + value * value, 0);
/** RMS of what is wrong over RMS of what was wanted. */
const errorDb = (got: ArrayLike<number>, wanted: ArrayLike<number>): number =>
  10 * Math.log10(energy(Array.from(wanted, (value, n) => got[n]! - value)) / energy(wanted));

/** Spectrum, real parts before imaginary ones, and the signal made from it again. */
function thereAndBack(wasm: WasmModule, plan: number, signal: Float32Array): [Float32Array, Float32Array] {
  const size = signal.length;
  const bins = size / 2 + 1;
  const input = wasm.allocate(size * FLOAT_BYTES);
  const re = wasm.allocate(2 * bins * FLOAT_BYTES);
  const im = re + bins * FLOAT_BYTES;
  const output = wasm.allocate(size * FLOAT_BYTES);
  new Float32Array(wasm.memory.buffer, input, size).set(signal);
  wasm.forwardReal(plan, input, re, im);
  const spectrum = new Float32Array(wasm.memory.buffer, re, 2 * bins).slice();
  wasm.inverseReal(plan, re, im, output);
  return [spectrum, new Float32Array(wasm.memory.buffer, output, size).map((value) => value / size)];
}

/** Some bins by the definition, real parts before imaginary ones: all of them would take too long. */
function directBins(signal: Float32Array, bins: readonly number[]): number[] {
  const sum = (f: (angle: number) => number, k: number): number =>
    signal.reduce(
      (total, x, n) => total + x * f((2 * Math.PI * ((k * n) % signal.length)) / signal.length),
      0,
    );
  return [...bins.map((k) => sum(Math.cos, k)), ...bins.map((k) => -sum(Math.sin, k))];
}

describe('the transform in WebAssembly', () => {
  for (const [name, make] of [
    ['noise', noise],
    ['a sine', sine],
  ] as const) {
    it.each([64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768])(
      `transforms ${name}, size %i`,
      (size) => {
        const wasm = createWasmModule();
        const signal = make(size);
        const [spectrum, back] = thereAndBack(wasm, wasm.initFft(size), signal);
        const bins = size / 2 + 1;
        const [re, im] = [new Float64Array(bins), new Float64Array(bins)];
        new RealFft(size).forward(Float64Array.from(signal), re, im);
        expect(errorDb(spectrum, [...re, ...im])).toBeLessThan(LARGEST_ERROR_DB);
        expect(errorDb(back, signal)).toBeLessThan(LARGEST_ERROR_DB);
      },
    );
  }

  it.each([96, 192, 384, 768, 1536, 3072, 6144, 12288])('transforms noise, size %i', (size) => {
    const wasm = createWasmModule();
    const signal = noise(size);
    const [spectrum, back] = thereAndBack(wasm, wasm.initFft(size), signal);
    const half = size / 2;
    const inner = [size / 8, size / 6, size / 4, size / 3];
    const bins = [0, 1, 2, 3, 4, 5, ...inner, half - 3, half - 2, half - 1, half];
    const got = [...bins.map((k) => spectrum[k]!), ...bins.map((k) => spectrum[half + 1 + k]!)];
    expect(errorDb(got, directBins(signal, bins))).toBeLessThan(LARGEST_ERROR_DB);
    expect(errorDb(back, signal)).toBeLessThan(LARGEST_ERROR_DB);
  });

  it('keeps several sizes apart', () => {
    const wasm = createWasmModule();
    const plans = [2048, 3072, 64].map((size) => [size, wasm.initFft(size)] as const);
    for (const [size, plan] of [...plans, ...plans]) {
      expect(errorDb(thereAndBack(wasm, plan, noise(size))[1], noise(size))).toBeLessThan(LARGEST_ERROR_DB);
    }
  });

  it('takes the imaginary parts of the first and the last bin as 0', () => {
    const wasm = createWasmModule();
    const plan = wasm.initFft(64);
    const [re, im, output] = [wasm.allocate(132), wasm.allocate(132), wasm.allocate(256)];
    const parts = new Float32Array(wasm.memory.buffer, im, 33);
    parts[0] = 5;
    parts[32] = 3;
    wasm.inverseReal(plan, re, im, output);
    expect(new Float32Array(wasm.memory.buffer, output, 64)).toEqual(new Float32Array(64));
  });

  it.each([0, 32, 63, 80, 100, 49152, 65536, -64])('has no plan for size %i', (size) =>
    expect(createWasmModule().initFft(size)).toBe(0),
  );

  it('allocates beyond the first page', () => {
    const wasm = createWasmModule();
    const blocks = Array.from({ length: 40 }, () => wasm.allocate(10_001));
    expect(blocks.filter((address) => address % 64 !== 0)).toEqual([]);
    expect(blocks.slice(1).filter((address, n) => address - blocks[n]! < 10_001)).toEqual([]);
    expect(wasm.memory.buffer.byteLength).toBeGreaterThanOrEqual(blocks.at(-1)! + 10_001);
  });
});
