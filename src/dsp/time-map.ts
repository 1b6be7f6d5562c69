/**
 * Which input instant is heard at which output instant: straight lines between anchors, both sides strictly
 * rising. In samples, fractions allowed. Before the first and after the last anchor time runs at its own speed.
 */
export interface TimeMap {
  readonly input: Float64Array;
  readonly output: Float64Array;
}

/**
 * @param anchors pairs [input, output] in samples, at least one
 * @throws {RangeError} if there is none, one is not finite, or a side does not rise strictly
 */
export function createTimeMap(anchors: readonly (readonly [input: number, output: number])[]): TimeMap {
  if (anchors.length === 0) throw new RangeError('a time map needs at least one anchor');
  anchors.forEach(([input, output], i) => {
    if (!Number.isFinite(input) || !Number.isFinite(output))
      throw new RangeError(`anchor ${i} is not finite`);
    const before = anchors[i - 1];
    if (before && !(input > before[0] && output > before[1])) {
      throw new RangeError(`anchor ${i} (${input}, ${output}) does not rise above the one before it`);
    }
  });
  return {
    input: Float64Array.from(anchors, ([input]) => input),
    output: Float64Array.from(anchors, ([, output]) => output),
  };
}

/**
 * The map of one ratio for a sound of any length.
 *
 * @param ratio output length over input length
 * @throws {RangeError} unless `ratio` is finite and > 0
 */
export function evenMap(ratio: number): TimeMap {
  const far = 2 ** 40; // samples: beyond the end of any sound, and a power of two, so that nothing is rounded
  return createTimeMap([
    [0, 0],
    [far, far * ratio],
  ]);
}

/** A place on a map, found quickly when asked for rising output times. */
export interface MapCursor {
  /** Input time heard at output time `output`, samples. */
  inputAt(output: number): number;
}

/** Walks along `map`; cheap while output times rise, right in any order. */
export function createMapCursor({ input, output }: TimeMap): MapCursor {
  const last = output.length - 1;
  let segment = 0;
  const seek = (at: number): void => {
    while (segment > 0 && at < output[segment]!) segment--;
    while (segment < last && output[segment + 1]! <= at) segment++;
  };
  return {
    inputAt(at) {
      seek(at);
      if (at < output[0]! || segment === last) return input[segment]! + (at - output[segment]!);
      const ratio = (output[segment + 1]! - output[segment]!) / (input[segment + 1]! - input[segment]!);
      return input[segment]! + (at - output[segment]!) / ratio;
    },
  };
}

/** Output time at which input time `at` is heard, samples. */
export function outputAt({ input, output }: TimeMap, at: number): number {
  const last = input.length - 1;
  if (at < input[0]!) return output[0]! + (at - input[0]!);
  if (at >= input[last]!) return output[last]! + (at - input[last]!);
  let [from, to] = [0, last];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (input[middle]! <= at) from = middle;
    else to = middle;
  }
  const ratio = (output[to]! - output[from]!) / (input[to]! - input[from]!);
  return output[from]! + (at - input[from]!) * ratio;
}

/** Whether every instant is heard when it sounds. */
export const isIdentity = ({ input, output }: TimeMap): boolean => input.every((at, i) => at === output[i]);

/** Output length over input length, between the first and the last anchor. */
export function ratioOf({ input, output }: TimeMap): number {
  const last = input.length - 1;
  return last === 0 ? 1 : (output[last]! - output[0]!) / (input[last]! - input[0]!);
}

/** The least ratio of its parts and of what lies outside of it, which runs at its own speed. */
export function leastRatio({ input, output }: TimeMap): number {
  let least = 1;
  for (let i = 1; i < input.length; i++) {
    least = Math.min(least, (output[i]! - output[i - 1]!) / (input[i]! - input[i - 1]!));
  }
  return least;
}
