import { evenMap, type TimeMap } from './time-map.js';
import type { Pcm } from './types.js';
import { chooseEngine } from './vocoder/choose-engine.js';
import { createTimeStretcher } from './vocoder/time-stretcher.js';
import type { StretchEngine } from './vocoder/types.js';
import { wholeForm } from './whole-form.js';

/** How to stretch: by one ratio, or along a map. */
export type TimeStretchOptions = ({ readonly ratio: number } | { readonly map: TimeMap }) & {
  /**
   * What to take care of: the pulses of one voice, or everything that sounds together. `auto` listens first.
   *
   * @default 'auto'
   */
  readonly engine?: StretchEngine | 'auto';
};

/** Smallest and largest ratio. */
export const RATIO_LIMITS = { least: 0.25, most: 4 } as const;

/**
 * Makes a sound longer or shorter; its pitch stays. For sound that does not fit in memory see
 * `createTimeStretcher`, of which this is the whole form.
 *
 * @param pcm every sample within ±1e6; 8 to 192 kHz
 * @returns as many samples as the map gives to the end of the sound, rounded; the same bits at ratio 1
 * @throws {RangeError} for a ratio outside 0.25 to 4, a sound without channels or of channels that differ in length, or
 *   a sample that is no number
 * @example
 * const slower = timeStretch(speech, { ratio: 1.25, engine: 'voice' });
 */
export function timeStretch(pcm: Pcm, options: TimeStretchOptions): Pcm {
  const { engine = 'auto' } = options;
  if ('ratio' in options && !(options.ratio >= RATIO_LIMITS.least && options.ratio <= RATIO_LIMITS.most)) {
    throw new RangeError(`ratio must be ${RATIO_LIMITS.least} to ${RATIO_LIMITS.most}, got ${options.ratio}`);
  }
  const map = 'map' in options ? options.map : evenMap(options.ratio);
  return wholeForm(pcm, (shape) =>
    createTimeStretcher({ ...shape, map, engine: engine === 'auto' ? chooseEngine(pcm) : engine }),
  );
}
