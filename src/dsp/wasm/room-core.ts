import { LINES, type RoomCore, type RoomShape } from '../reverb-room.js';
import { SEND_GRID } from '../stereo-send.js';
import { sampleLoops } from './sample-loops.js';
import { createWasmModule } from './wasm-module.js';

/** Samples between two moves of what the lines hold to the beginning of their memory. */
const RUN_LENGTH = 2048;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** The same bits as the plain room; null where the machine cannot run it. */
export function createWasmRoom(shape: RoomShape): RoomCore | null {
  if (sampleLoops() === null) return null;
  const { lineLengths, tapLengths, preDelayLength } = shape;
  const code = createWasmModule();
  const longest = Math.max(...lineLengths, ...tapLengths, preDelayLength);
  const size = longest + RUN_LENGTH;
  const lines = code.allocate(DOUBLE * LINES * size);
  const past = code.allocate(DOUBLE * size);
  const lengthsAt = code.allocate(4 * 17);
  const numbersAt = code.allocate(DOUBLE * 36);
  const inputAt = code.allocate(4 * SEND_GRID);
  const outputAt = code.allocate(8 * SEND_GRID);
  const { buffer } = code.memory;
  new Int32Array(buffer, lengthsAt).set([...lineLengths, ...tapLengths, preDelayLength]);
  new Float64Array(buffer, numbersAt).set(numbersOf(shape));
  const input = new Float32Array(buffer, inputAt, SEND_GRID);
  const left = new Float32Array(buffer, outputAt, SEND_GRID);
  const right = new Float32Array(buffer, outputAt + 4 * SEND_GRID, SEND_GRID);
  code.initRoom(lines, past, size, longest, lengthsAt, numbersAt, inputAt, outputAt);
  return {
    run(samples, toLeft, toRight, from, to) {
      input.set(samples.subarray(from, to));
      code.runRoom(to - from);
      toLeft.set(left.subarray(0, to - from), from);
      toRight.set(right.subarray(0, to - from), from);
    },
    clear: code.clearRoom,
  };
}

/** As `assembly/room.ts` reads them; the damped values begin at 0. */
const numbersOf = ({ feed, keep, tapGains, tailGain, lowCut }: RoomShape): number[] => [
  ...[...feed, ...keep, ...new Array<number>(LINES).fill(0)],
  ...[0, 1, 2, 3].flatMap((k) => [tapGains[k]!, tapGains[4 + k]!]),
  ...[tailGain, tailGain, lowCut, lowCut],
];
