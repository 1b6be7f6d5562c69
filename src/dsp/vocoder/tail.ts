/** What sounds on from before phases began anew: it is added to what comes after. */
export class Tail {
  #channels: readonly Float32Array[] = [];
  #given = 0;

  /** Takes a new tail; the last one has been given by then. */
  begin(channels: readonly Float32Array[]): void {
    this.#channels = channels;
    this.#given = 0;
  }

  /** Adds what is left of it to `out` from sample `from` on, as far as there is room. */
  addTo(out: readonly Float32Array[], from: number): void {
    const left = (this.#channels[0]?.length ?? 0) - this.#given;
    const count = Math.min(left, (out[0]?.length ?? 0) - from);
    this.#channels.forEach((tail, c) => {
      const samples = out[c]!;
      for (let n = 0; n < count; n++) samples[from + n]! += tail[this.#given + n]!;
    });
    this.#given += Math.max(0, count);
  }
}
