import { isIdentity } from '../time-map.js';
import { Copier } from './copier.js';
import { FrameStretcher } from './frame-stretcher.js';
import type { TimeStretcher, TimeStretcherOptions } from './types.js';

/**
 * Stretches sound along a time map; its pitch stays. The output has as many samples as the map gives to the input's
 * end, rounded, and depends neither on how the input is cut into calls nor on anything but its samples. It lags behind:
 * what is given back reaches up to 21 zones of the output (0.2 s for voice, 0.5 s for music) and two windows less far
 * than what was given.
 *
 * Attacks are found and come out whole, where the map wants them; partials go on smoothly from frame to frame, each
 * turned in phase as a whole.
 *
 * @throws {RangeError} for a sample rate out of range; `process` for channels that do not fit and samples that are no
 *   numbers or beyond ±1e6
 * @see Laroche & Dolson, IEEE TSAP 7(3), 1999 (phase locking); Röbel, DAFx 2003 (attacks), DAFx 2010 (shape invariance)
 */
export function createTimeStretcher(options: TimeStretcherOptions): TimeStretcher {
  return isIdentity(options.map) ? new Copier(options.channelCount) : new FrameStretcher(options);
}
