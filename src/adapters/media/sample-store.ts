/** Largest part of a buffer that may stay unused; more is worth a copy. */
const MAX_WASTE = 0.05;

/** Sample arrays that grow together while their final length is unknown. */
export class SampleStore {
  /** Shape [channels][capacity]; replaced when {@link reserve} grows them. */
  channels: Float32Array[];
  /** Samples per channel that are filled. */
  length = 0;

  /** @param expectedLength samples per channel; a good guess saves copying, a bad one does no harm */
  constructor(channelCount: number, expectedLength: number) {
    // Untouched pages of a fresh array cost no memory, so a guess that is too high is free.
    this.channels = Array.from({ length: channelCount }, () => new Float32Array(expectedLength));
  }

  /** Makes room for `count` more samples per channel. */
  reserve(count: number): void {
    const needed = this.length + count;
    const capacity = this.channels[0]!.length;
    if (needed <= capacity) return;
    const grown = Math.max(needed, Math.ceil(capacity * 1.5));
    this.channels = this.channels.map((old) => {
      const channel = new Float32Array(grown);
      channel.set(old.subarray(0, this.length));
      return channel;
    });
  }

  /** The filled part; a view where little is left over, since a copy would need the memory twice. */
  finish(): Float32Array[] {
    const { length } = this;
    return this.channels.map((channel) => {
      const isTight = channel.length - length <= channel.length * MAX_WASTE;
      return isTight ? channel.subarray(0, length) : channel.slice(0, length);
    });
  }
}
