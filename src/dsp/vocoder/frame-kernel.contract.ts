import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { ENGINES, kernelShape } from './engines.js';
import type { FrameKernel, KernelShape } from './frame-kernel.js';
import type { StretchEngine } from './types.js';

const RATE = 44_100;

const noise = (length: number, seed: number): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
};
const tone = (length: number, hz: number, phase = 0): Float32Array =>
  Float32Array.from({ length }, (_, n) => 0.5 * Math.sin((2 * Math.PI * hz * n) / RATE + phase));

/** Runs frames every `step` samples of the input through a kernel, and drops the fade-in. */
function run(
  kernel: FrameKernel,
  { windowLength, hopLength }: KernelShape,
  input: readonly Float32Array[],
  step: number,
  between: (frame: number) => void,
): Float32Array[] {
  const frames = Math.floor((input[0]!.length - windowLength) / step);
  const out = input.map(() => new Float32Array(frames * hopLength));
  for (let m = 0; m < frames; m++) {
    input.forEach((samples, c) => {
      kernel.input[c]!.set(samples.subarray(m * step, m * step + windowLength));
    });
    kernel.hear();
    between(m);
    kernel.finish();
    out.forEach((samples, c) => void samples.set(kernel.output[c]!, m * hopLength));
  }
  return out.map((samples) => samples.subarray(windowLength));
}

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** What every {@link FrameKernel} does. `precision` is the largest error it may make of a full-scale sample. */
export function frameKernelContract(create: (shape: KernelShape) => FrameKernel, precision: number): void {
  const shapeOf = (engine: StretchEngine, channelCount = 1): KernelShape =>
    kernelShape(ENGINES[engine], channelCount, RATE, 1.5);

  for (const engine of ['voice', 'music'] as const) {
    it(`${engine}: gives back the samples when phases are kept or turned by nothing`, () => {
      for (const channelCount of [1, 2, 3]) {
        const shape = shapeOf(engine, channelCount);
        const input = Array.from({ length: channelCount }, (_, c) => noise(20 * shape.hopLength, c + 1));
        const kernel = create({ ...shape, pulses: null });
        const out = run(kernel, shape, input, shape.hopLength, (m) => {
          if (m === 0) kernel.keepPhases();
          else kernel.turn(shape.hopLength, false);
        });
        out.forEach((samples, c) => {
          const worst = samples.map((x, n) => Math.abs(x - input[c]![shape.windowLength + n]!));
          expect(Math.max(...worst)).toBeLessThan(precision);
        });
      }
    });
    it(`${engine}: keeps a tone's frequency and level when frames come closer together`, () => {
      const shape = shapeOf(engine);
      const step = Math.round(shape.hopLength / 1.5);
      const kernel = create(shape);
      const [out] = run(kernel, shape, [tone(120_000, 441)], step, (m) => {
        if (m === 0) kernel.keepPhases();
        else kernel.turn(step, false);
      });
      // what is left when the sample one period later is taken away
      const left = out!.subarray(100).map((x, n) => x - out![n]!);
      expect(rms(left)).toBeLessThan(1e-3);
      expect(rms(out!)).toBeCloseTo(0.5 / Math.SQRT2, 3);
    });
    it(`${engine}: goes on from what sounded one hop before just as well`, () => {
      const shape = shapeOf(engine);
      const input = tone(120_000, 300);
      const step = Math.round(shape.hopLength / 1.5);
      const kernel = create({ ...shape, pulses: null });
      const [out] = run(kernel, shape, [input], step, (m) => {
        if (m === 0) return kernel.keepPhases();
        const before = m * step - shape.hopLength;
        kernel.input[0]!.forEach((_, n, to) => {
          to[n] = input[before + n] ?? 0;
        });
        kernel.hearHopBefore();
        kernel.turn(0, false);
      });
      const left = out!.subarray(20_000 + 147).map((x, n) => x - out![20_000 + n]!);
      expect(rms(left)).toBeLessThan(1e-3);
    });
  }
  it('leaves the phases of what is new at an attack, and turns the rest', () => {
    const shape = shapeOf('music');
    const kernel = create(shape);
    const [low, high] = [tone(60_000, 441), tone(60_000, 4410, 1)];
    const both = low.map((x, n) => x + high[n]!);
    const load = (samples: Float32Array, from: number): void =>
      kernel.input[0]!.set(samples.subarray(from, from + shape.windowLength));
    load(low, 0);
    kernel.hearBeforeAttack();
    load(both, 0);
    kernel.hearAfterAttack();
    // a frame of both, half a period of the low tone after the one before it
    load(both, 10_000 - 50);
    kernel.hear();
    kernel.keepPhases();
    load(both, 10_000);
    kernel.hear();
    kernel.turn(50, true);
    load(low, 10_000);
    kernel.hearWithoutAttack(); // leaves nothing of the high tone
    for (let k = 0; k < 4; k++) kernel.finish();
    expect(rms(kernel.output[0]!)).toBeGreaterThan(0.01);
  });
  it('weighs bins where it shapes timbre, and tells their power', () => {
    const shape = { ...shapeOf('voice'), shapesTimbre: true };
    const kernel = create(shape);
    const input = [tone(40_000, 1000).map((x, n) => x + 0.1 * Math.sin(n / 2))];
    const out = run(kernel, shape, input, shape.hopLength, () => kernel.keepPhases());
    expect(rms(out[0]!)).toBeCloseTo(rms(input[0]!), 2);
    const loudest = kernel.power.indexOf(Math.max(...kernel.power));
    expect((loudest * RATE) / shape.fftLength).toBeCloseTo(1000, -2);
    kernel.timbre.fill(0, 0, Math.round((2000 * shape.fftLength) / RATE));
    const high = run(kernel, shape, input, shape.hopLength, () => kernel.keepPhases());
    expect(rms(high[0]!)).toBeCloseTo(0.1 / Math.SQRT2, 2);
    expect(create(shapeOf('voice')).timbre).toHaveLength(0);
  });
  it('turns all channels alike', () => {
    const shape = shapeOf('music', 2);
    const kernel = create(shape);
    const left = noise(60_000, 4);
    const step = Math.round(shape.hopLength * 0.7);
    const out = run(kernel, shape, [left, left.map((x) => -x)], step, (m) => {
      if (m === 0) kernel.keepPhases();
      else kernel.turn(step, false);
    });
    const sum = out[0]!.map((x, n) => x + out[1]![n]!);
    expect(rms(out[0]!)).toBeGreaterThan(0.05);
    expect(Math.max(...sum.map(Math.abs))).toBeLessThan(precision);
  });
  it('makes silence of silence', () => {
    const shape = shapeOf('voice');
    const kernel = create(shape);
    const out = run(kernel, shape, [new Float32Array(40_000)], shape.hopLength, () =>
      kernel.turn(500, false),
    );
    expect(out[0]!.every((x) => x === 0)).toBe(true);
  });
}
