/** The latest part of a stream of samples, kept as long as it is needed; silent before its start and after its end. */
export class InputLine {
  /** Sample of the stream up to which it was taken. */
  length = 0;
  #kept: Float32Array[];
  /** Sample of the stream at which `#kept` begins. */
  #start = 0;

  constructor(channelCount: number) {
    this.#kept = Array.from({ length: channelCount }, () => new Float32Array(0));
  }

  /** A part of a stream, from sample `start` on, where nothing is copied: `channels` is to stay as it is. */
  static of(channels: readonly Float32Array[], start: number): InputLine {
    const line = new InputLine(0);
    line.length = start + channels[0]!.length;
    line.#start = start;
    line.#kept = [...channels];
    return line;
  }

  /** Takes the next samples of every channel and lets go of those before sample `neededFrom`. */
  push(channels: readonly Float32Array[], neededFrom: number): void {
    const start = Math.min(this.length, Math.max(this.#start, neededFrom));
    const kept = this.length - start;
    const added = channels[0]!.length;
    this.#kept = this.#kept.map((old, c) => {
      const from = start - this.#start;
      // room to spare, so that short pushes do not each make a new array
      const next = kept + added <= old.length ? old : new Float32Array(2 * (kept + added));
      if (next !== old || from > 0) next.set(old.subarray(from, from + kept));
      next.set(channels[c]!, kept);
      return next;
    });
    this.#start = start;
    this.length += added;
  }

  /** Fills `out` with the samples of channel `c` from sample `from` on; silence from sample `end` on. */
  read(c: number, from: number, out: Float32Array, end = this.length): void {
    const stop = Math.min(end, this.length);
    const first = Math.min(out.length, Math.max(0, this.#start - from));
    const last = Math.max(first, Math.min(out.length, stop - from));
    out.fill(0, 0, first);
    const at = from - this.#start;
    out.set(this.#kept[c]!.subarray(at + first, at + last), first);
    out.fill(0, last);
  }
}
