import { outputAt } from '../../dsp/time-map.js';
import { createTimeStretcher } from '../../dsp/vocoder/time-stretcher.js';
import type { StretchEngine } from '../../dsp/vocoder/types.js';
import { type ChangeMeasures, changeSound } from '../sound/change-sound.js';
import { chooseEngine } from '../sound/choose-engine.js';
import { lengthOf, openSound } from '../sound/open-sound.js';
import { makeStretchMap, needsLength } from '../sound/stretch-map.js';
import { defineTask } from '../task.js';
import { type StretchOptions, StretchOptionsSchema } from './stretch-options.js';

/** What a stretch says of itself. */
export interface StretchResult extends ChangeMeasures {
  /** Output length over input length. */
  readonly ratio: number;
  readonly engine: StretchEngine;
  /** Time it took, the choice of the engine included. */
  readonly seconds: number;
  /** How much faster than the sound plays. */
  readonly speedFactor: number;
}

/** Another length, the same pitch. Input: one sound of any length, which is never whole in memory. */
export const stretch = defineTask<StretchOptions, StretchResult>({
  kind: 'stretch',
  options: StretchOptionsSchema,
  outputs: ({ output }) => (output === null ? [] : [output]),
  replaces: ({ force }) => force,
  hashesInputs: true,
  async run([input], options, context) {
    const startedAt = performance.now();
    const file = input!;
    const sound = await openSound(file, context, context);
    try {
      const length = needsLength(options.length) ? await lengthOf(sound, context) : undefined;
      const map = makeStretchMap(options.length, sound.sampleRate, length);
      const engine = await chooseEngine(options.engine, sound, context);
      const { sampleRate, channelCount } = sound;
      const processor = createTimeStretcher({ channelCount, sampleRate, map, engine });
      const change = { ...options, name: 'stretch', file, sound, processor };
      const { measures, ...files } = await changeSound(
        { ...change, outputAt: (at) => outputAt(map, at) },
        context,
      );
      const seconds = (performance.now() - startedAt) / 1000;
      const ratio =
        'ratio' in options.length ? options.length.ratio : measures.outputLength / measures.inputLength;
      return {
        ...files,
        result: { ratio, engine, seconds, speedFactor: measures.inputSeconds / seconds, ...measures },
      };
    } finally {
      await sound.close();
    }
  },
});
