/** Samples per channel that are handed on at once: small enough to keep memory flat, large enough to be quick. */
export const PIECE_LENGTH = 32_768;

/** The pieces of a block, shape [channelCount][at most 32768], as views. */
export function* piecesOf(channels: readonly Float32Array[]): Generator<readonly Float32Array[]> {
  const length = channels[0]?.length ?? 0;
  for (let start = 0; start < length; start += PIECE_LENGTH) {
    yield channels.map((channel) => channel.subarray(start, start + PIECE_LENGTH));
  }
}

/**
 * Sees that a block has the channels the file was opened with.
 *
 * @throws {RangeError} wrong number of channels, or channels of unlike length: a fault of the caller
 */
export function checkBlock(channels: readonly Float32Array[], channelCount: number): void {
  const length = channels[0]?.length;
  if (channels.length === channelCount && channels.every((channel) => channel.length === length)) return;
  const shape = channels.map((channel) => channel.length).join(', ');
  throw new RangeError(`expected ${channelCount} channels of one length, got lengths [${shape}]`);
}

/** Samples of all channels in turn, as a new array. */
export function interleave(channels: readonly Float32Array[]): Float32Array {
  const [first, second] = channels as readonly [Float32Array, Float32Array?];
  if (second === undefined) return first.slice();
  const stride = channels.length;
  const out = new Float32Array(first.length * stride);
  channels.forEach((channel, c) => {
    for (let n = 0, to = c; n < channel.length; n++, to += stride) out[to] = channel[n]!;
  });
  return out;
}

/** How many samples lie beyond full scale, ±1; those are cut off by whoever plays the file. */
export function countClipped(samples: Float32Array): number {
  let count = 0;
  for (let n = 0; n < samples.length; n++) if (Math.abs(samples[n]!) > 1) count++;
  return count;
}

/** The bytes of a typed array, without a copy. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);

/** The other way round: shape [channelCount][length / channelCount], new arrays but for one channel. */
export function deinterleave(samples: Float32Array, channelCount: number): Float32Array[] {
  if (channelCount === 1) return [samples];
  const length = samples.length / channelCount;
  return Array.from({ length: channelCount }, (_, c) => {
    const channel = new Float32Array(length);
    for (let n = 0, from = c; n < length; n++, from += channelCount) channel[n] = samples[from]!;
    return channel;
  });
}
