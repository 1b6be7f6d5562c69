import { SEND_GRID, type SendCore } from '../stereo-send.js';
import { sampleLoops } from './sample-loops.js';
import { createWasmModule } from './wasm-module.js';

/** An echo in numbers, see `delay.ts`. */
export interface EchoShape {
  /** Samples, >= 1. */
  readonly delayLength: number;
  readonly feedback: number;
  /** Shares of a difference that first-order filters cover in one sample. */
  readonly highCut: number;
  readonly lowCut: number;
}

/** The same bits as the plain echo; null where the machine cannot run it. */
export function createWasmEcho(shape: EchoShape): Pick<SendCore, 'run' | 'clear'> | null {
  if (sampleLoops() === null) return null;
  const { delayLength, feedback, highCut, lowCut } = shape;
  const code = createWasmModule();
  const line = code.allocate(2 * Float64Array.BYTES_PER_ELEMENT * delayLength);
  const inputAt = code.allocate(4 * SEND_GRID);
  const outputAt = code.allocate(8 * SEND_GRID);
  const { buffer } = code.memory;
  const input = new Float32Array(buffer, inputAt, SEND_GRID);
  const left = new Float32Array(buffer, outputAt, SEND_GRID);
  const right = new Float32Array(buffer, outputAt + 4 * SEND_GRID, SEND_GRID);
  code.initEchoes(line, delayLength, inputAt, outputAt, feedback, highCut, lowCut);
  return {
    run(samples, toLeft, toRight, from, to) {
      input.set(samples.subarray(from, to));
      code.runEchoes(to - from);
      toLeft.set(left.subarray(0, to - from), from);
      toRight.set(right.subarray(0, to - from), from);
    },
    clear: code.clearEchoes,
  };
}
