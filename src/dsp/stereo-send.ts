/** An effect that is mixed to its input: mono in, the effect alone out, in stereo. */
export interface StereoSend {
  /** Samples until a sound has fallen by 60 dB. */
  readonly tailLength: number;
  /**
   * @param input the next samples; may be the same array as one of the outputs
   * @param left overwritten with as many samples
   * @param right overwritten with as many samples
   */
  process(input: Float32Array, left: Float32Array, right: Float32Array): void;
}

/** The inside of a send; see {@link createStereoSend}. */
export interface SendCore {
  readonly tailLength: number;
  /** Handles samples `from` up to, not including, `to`. */
  run(input: Float32Array, left: Float32Array, right: Float32Array, from: number, to: number): void;
  /** Forgets everything, as if only silence had come so far. */
  clear(): void;
}

/**
 * Most samples that a core gets at once. The end of a tail is looked for at multiples of it, so that block sizes
 * change no bit.
 */
export const SEND_GRID = 256;
/** Tail lengths after which nothing is left: 300 dB, long before numbers become denormal and slow. */
const TAILS_UNTIL_GONE = 5;

/** Samples at the end of the range that are exactly 0. */
function silentEnd(input: Float32Array, from: number, to: number): number {
  let n = to;
  while (n > from && input[n - 1] === 0) n--;
  return to - n;
}

/** Wraps a core so that it rests in silence: a tail that has died away is cleared and costs nothing more. */
export function createStereoSend(core: SendCore): StereoSend {
  const goneLength = TAILS_UNTIL_GONE * core.tailLength;
  let [silentLength, position, isResting] = [0, 0, true];
  return {
    tailLength: core.tailLength,
    process(input, left, right) {
      for (let n = 0; n < input.length; ) {
        const end = Math.min(input.length, n + SEND_GRID - position);
        const silent = silentEnd(input, n, end);
        silentLength = silent === end - n ? silentLength + silent : silent;
        if (silent < end - n) isResting = false;
        // at rest the core would put out exactly 0 too
        if (isResting) {
          left.fill(0, n, end);
          right.fill(0, n, end);
        } else core.run(input, left, right, n, end);
        position += end - n;
        n = end;
        if (position < SEND_GRID) continue;
        position = 0;
        if (isResting || silentLength < goneLength) continue;
        core.clear();
        isResting = true;
      }
    },
  };
}
