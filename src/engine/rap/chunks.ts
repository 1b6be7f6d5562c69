/** A part of a long sound, with some of its neighbourhood for analyses that look around; in samples. */
export interface Chunk {
  /** The part itself: `from` up to, not including, `to`. Parts follow each other without gaps. */
  readonly from: number;
  readonly to: number;
  /** The part with its margins. */
  readonly paddedFrom: number;
  readonly paddedTo: number;
}

/**
 * Cuts a sound for workers: they share the work, and none needs memory for all of it. The cuts depend on nothing
 * but the arguments, so the result is the same for any number of workers.
 *
 * @param chunkLength samples of a part, >= 1
 * @param marginLength samples added at both sides where there are any
 */
export function chunksOf(length: number, chunkLength: number, marginLength: number): Chunk[] {
  return Array.from({ length: Math.max(1, Math.ceil(length / chunkLength)) }, (_, i) => {
    const from = i * chunkLength;
    const to = Math.min(length, from + chunkLength);
    return {
      from,
      to,
      paddedFrom: Math.max(0, from - marginLength),
      paddedTo: Math.min(length, to + marginLength),
    };
  });
}
