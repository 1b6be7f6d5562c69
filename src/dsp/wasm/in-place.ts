import type { SampleLoops } from './sample-loops.js';

/**
 * Has a loop change samples in place, as many at a time as it takes.
 *
 * @param run changes the first `count` of `loops.samples`, which are those from `from` on
 */
export function changeInPlace(
  loops: SampleLoops,
  samples: Float32Array,
  run: (count: number, from: number) => void,
): void {
  const most = loops.samples.length;
  for (let from = 0; from < samples.length; from += most) {
    const piece = samples.subarray(from, from + most);
    loops.samples.set(piece);
    run(piece.length, from);
    piece.set(loops.samples.subarray(0, piece.length));
  }
}
