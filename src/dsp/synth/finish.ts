import { type CrushOptions, crushInPlace } from './crush.js';
import { fadeOut, normalisePeak } from './envelope.js';
import { addRoom, type RoomOptions } from './room.js';
import { driveInPlace } from './saturate.js';
import { filterInPlace } from './svf.js';

/** What a mixing desk does to one sound before it is played. Everything is off unless given. */
export interface FinishParams {
  /** Cuts everything below, Hz. */
  readonly lowCutHz?: number | undefined;
  /** Cuts everything above, Hz. */
  readonly highCutHz?: number | undefined;
  /** Overload, 0..8; 1 warms, 4 growls. */
  readonly drive?: number | undefined;
  readonly crush?: CrushOptions | undefined;
  readonly room?: RoomOptions | undefined;
  /** Plays the sound backwards: a reversed cymbal. */
  readonly reverse?: boolean | undefined;
}

/**
 * Applies cuts, drive, grain, direction and room, in this order. Changes the arrays it is given.
 *
 * @returns one channel, or two where there is a room or the sound had two; peak <= that of the sound or 1
 */
export function finish(
  channels: readonly Float32Array[],
  { lowCutHz, highCutHz, drive, crush, room, reverse }: FinishParams,
  sampleRate: number,
): readonly Float32Array[] {
  for (const channel of channels) {
    if (lowCutHz !== undefined) filterInPlace(channel, { kind: 'highpass', hz: lowCutHz }, sampleRate);
    if (highCutHz !== undefined) filterInPlace(channel, { kind: 'lowpass', hz: highCutHz }, sampleRate);
    driveInPlace(channel, drive ?? 0);
    if (crush) crushInPlace(channel, crush, sampleRate);
    if (lowCutHz !== undefined || highCutHz !== undefined) fadeOut(channel, 0.004, sampleRate); // filters ring on
    if (reverse) channel.reverse();
  }
  return room ? addRoom(channels, room, sampleRate) : channels;
}

/** As {@link finish}, then scaled so that the peak is 1: for drums, whose level the mix decides. */
export function finishToPeak(
  channels: readonly Float32Array[],
  params: FinishParams,
  sampleRate: number,
): readonly Float32Array[] {
  const finished = finish(channels, params, sampleRate);
  normalisePeak(finished);
  return finished;
}
