import { createWasmModule, type WasmModule } from '../wasm/wasm-module.js';
import type { FrameKernel, KernelShape } from './frame-kernel.js';
import { frameWindow, overlapGains } from './frame-window.js';

/** {@link FrameKernel} in WebAssembly, four numbers at a time: float32, so some 110 dB from the portable one. */
export class WasmKernel implements FrameKernel {
  readonly input: readonly Float32Array[];
  readonly output: readonly Float32Array[];
  readonly power: Float32Array;
  readonly timbre: Float32Array;
  readonly #code: WasmModule;

  /** @throws {RangeError} if there is no transform of `fftLength` */
  constructor(shape: KernelShape) {
    const { channelCount, windowLength, hopLength, fftLength, partialBins, windowPower, pulses } = shape;
    const code = createWasmModule();
    const [reach, bins, pull] = pulses ? [pulses.reach, pulses.bins, pulses.pull] : [0, 0, 0];
    const lengths = [windowLength, hopLength, fftLength, partialBins] as const;
    const weighs = shape.shapesTimbre ? 1 : 0;
    if (code.createKernel(channelCount, ...lengths, weighs, reach, bins, pull) === 0) {
      throw new RangeError(`no transform of ${fftLength} samples`);
    }
    const view = (address: number, length: number): Float32Array =>
      new Float32Array(code.memory.buffer, address, length);
    const channels = Array.from({ length: channelCount }, (_, c) => c);
    const window = frameWindow(windowLength, windowPower);
    view(code.windowAddress(), windowLength).set(window);
    // the transform back is not scaled
    const gains = overlapGains(window, hopLength).map((gain) => gain / fftLength);
    view(code.gainsAddress(), hopLength).set(gains);
    this.#code = code;
    this.input = channels.map((c) => view(code.inputAddress(c), windowLength));
    const weighed = weighs * (fftLength / 2 + 1);
    this.power = view(code.powerAddress(), weighed);
    this.timbre = view(code.timbreAddress(), weighed).fill(1);
    this.output = channels.map((c) => view(code.outputAddress(c), hopLength));
    this.keepPhases();
  }

  hear(): void {
    this.#code.hear();
  }

  hearHopBefore(): void {
    this.#code.hearHopBefore();
  }

  hearBeforeAttack(): void {
    this.#code.hearBeforeAttack();
  }

  hearAfterAttack(): void {
    this.#code.hearAfterAttack();
  }

  hearWithoutAttack(): void {
    this.#code.hearWithoutAttack();
  }

  keepPhases(): void {
    this.#code.keepPhases();
  }

  turn(distance: number, isInZone: boolean): void {
    this.#code.turnPhases(distance, isInZone ? 1 : 0);
  }

  finish(): void {
    this.#code.finish();
  }
}
