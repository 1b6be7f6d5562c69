const BYTES_PER_SAMPLE = 2;

/**
 * Cuts a stream of bytes where samples of all channels end: a pipe cuts anywhere. Half a sample at the end, as a program
 * that is killed leaves, is dropped.
 */
export async function* wholeSamples(
  source: AsyncIterable<Uint8Array>,
  channelCount: number,
): AsyncGenerator<Uint8Array> {
  const stride = BYTES_PER_SAMPLE * channelCount;
  let rest = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % stride);
    rest = bytes.subarray(whole);
    if (whole > 0) yield bytes.subarray(0, whole);
  }
}
