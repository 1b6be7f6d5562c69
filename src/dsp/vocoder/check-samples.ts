import { sampleLoops } from '../wasm/sample-loops.js';

/** Far beyond full scale, and still far from where float32 squares overflow. */
const LARGEST = 1e6;
const LARGEST_BITS = new Int32Array(Float32Array.of(LARGEST).buffer)[0]!;

/**
 * Lets nothing in that would spoil all that follows.
 *
 * @throws {RangeError} unless there are `count` channels of one length, and every sample is a number up to ±1e6
 */
export function checkSamples(channels: readonly Float32Array[], count: number): void {
  if (channels.length !== count) throw new RangeError(`expected ${count} channels, got ${channels.length}`);
  for (const samples of channels) {
    if (samples.length !== channels[0]!.length) throw new RangeError('channels differ in length');
    if (areSurelyWithin(samples)) continue;
    const fault = samples.findIndex((sample) => !(Math.abs(sample) <= LARGEST));
    if (fault >= 0) throw new RangeError(`sample ${fault} is ${samples[fault]}`);
  }
}

/** The quick answer, where the machine has one. */
function areSurelyWithin(samples: Float32Array): boolean {
  const loops = sampleLoops();
  if (loops === null) return false;
  const most = loops.samples.length;
  for (let from = 0; from < samples.length; from += most) {
    const piece = samples.length <= most ? samples : samples.subarray(from, from + most);
    loops.samples.set(piece);
    if (loops.areWithin(piece.length, LARGEST_BITS) === 0) return false;
  }
  return true;
}
