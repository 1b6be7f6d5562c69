import { outputAt } from '../../dsp/time-map.js';
import { lengthOf } from '../sound/open-sound.js';
import { makeStretchMap, needsLength } from '../sound/stretch-map.js';
import { createStretchProcessor } from '../sound/stretch-processor.js';
import { defineSoundTask, type SoundResult } from './sound-task.js';
import { type StretchOptions, StretchOptionsSchema } from './stretch-options.js';

/** What a stretch says of itself. */
export interface StretchResult extends SoundResult {
  /** Output length over input length. */
  readonly ratio: number;
}

/** Another length, the same pitch. */
export const stretch = defineSoundTask<StretchOptions, Pick<StretchResult, 'ratio'>>({
  kind: 'stretch',
  options: StretchOptionsSchema,
  async prepare(sound, { length: wish }, context) {
    const { channelCount, sampleRate } = sound;
    const length = needsLength(wish) ? await lengthOf(sound, context) : undefined;
    const map = makeStretchMap(wish, sampleRate, length);
    return {
      createProcessor: (engine) =>
        createStretchProcessor({ channelCount, sampleRate, map, engine }, sound.durationSeconds, context),
      outputAt: (at) => outputAt(map, at),
      facts: ({ inputLength, outputLength }) => ({
        ratio: 'ratio' in wish ? wish.ratio : outputLength / inputLength,
      }),
    };
  },
});
