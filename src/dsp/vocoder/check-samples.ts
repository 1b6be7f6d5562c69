/** Far beyond full scale, and still far from where float32 squares overflow. */
const LARGEST = 1e6;

/**
 * Lets nothing in that would spoil all that follows.
 *
 * @throws {RangeError} unless there are `count` channels of one length, and every sample is a number up to ±1e6
 */
export function checkSamples(channels: readonly Float32Array[], count: number): void {
  if (channels.length !== count) throw new RangeError(`expected ${count} channels, got ${channels.length}`);
  for (const samples of channels) {
    if (samples.length !== channels[0]!.length) throw new RangeError('channels differ in length');
    for (let n = 0; n < samples.length; n++) {
      if (!(Math.abs(samples[n]!) <= LARGEST)) throw new RangeError(`sample ${n} is ${samples[n]}`);
    }
  }
}
