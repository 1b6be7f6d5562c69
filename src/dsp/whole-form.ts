import type { Pcm } from './types.js';
import type { TimeStretcher, TimeStretcherOptions } from './vocoder/types.js';

/**
 * Runs a whole sound through what is made for streams.
 *
 * @throws {RangeError} for a sound without channels, or a sample that is not finite
 */
export function wholeForm(
  { sampleRate, channels }: Pcm,
  create: (shape: Pick<TimeStretcherOptions, 'channelCount' | 'sampleRate'>) => TimeStretcher,
): Pcm {
  if (channels.length === 0) throw new RangeError('a sound needs a channel');
  for (const samples of channels) {
    const at = samples.findIndex((sample) => !Number.isFinite(sample));
    if (at >= 0) throw new RangeError(`sample ${at} is not finite`);
  }
  const stretcher = create({ channelCount: channels.length, sampleRate });
  const [first, rest] = [stretcher.process(channels), stretcher.flush()];
  return { sampleRate, channels: first.map((samples, c) => join(samples, rest[c]!)) };
}

function join(first: Float32Array, rest: Float32Array): Float32Array {
  const whole = new Float32Array(first.length + rest.length);
  whole.set(first);
  whole.set(rest, first.length);
  return whole;
}
