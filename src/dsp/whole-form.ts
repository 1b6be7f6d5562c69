import type { Pcm } from './types.js';
import type { TimeStretcher, TimeStretcherOptions } from './vocoder/types.js';

/** Samples given at a time: of a long sound, only the result stands in memory twice. */
const CHUNK = 65_536;

/**
 * Runs a whole sound through what is made for streams.
 *
 * @throws {RangeError} for a sound without channels, or what the stream refuses
 */
export function wholeForm(
  { sampleRate, channels }: Pcm,
  create: (shape: Pick<TimeStretcherOptions, 'channelCount' | 'sampleRate'>) => TimeStretcher,
): Pcm {
  if (channels.length === 0) throw new RangeError('a sound needs a channel');
  const stretcher = create({ channelCount: channels.length, sampleRate });
  const parts: Float32Array[][] = [];
  const length = Math.max(...channels.map((samples) => samples.length));
  for (let n = 0; n < length; n += CHUNK) {
    const given = stretcher.process(channels.map((samples) => samples.subarray(n, n + CHUNK)));
    parts.push(given.map((samples) => samples.slice()));
  }
  parts.push(stretcher.flush());
  return { sampleRate, channels: channels.map((_, c) => join(parts.map((part) => part[c]!))) };
}

function join(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
