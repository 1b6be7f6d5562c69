import type { StretchEngine } from '../../dsp/vocoder/types.js';
import { type ChangeMeasures, changeSound } from '../sound/change-sound.js';
import { chooseEngine } from '../sound/choose-engine.js';
import { openSound } from '../sound/open-sound.js';
import { createPitchProcessor } from '../sound/pitch-processor.js';
import { defineTask } from '../task.js';
import { type PitchOptions, PitchOptionsSchema } from './stretch-options.js';

/** What a pitch shift says of itself. */
export interface PitchResult extends ChangeMeasures {
  readonly semitones: number;
  readonly formants: PitchOptions['formants'];
  readonly engine: StretchEngine;
  /** Time it took, the choice of the engine included. */
  readonly seconds: number;
  /** How much faster than the sound plays. */
  readonly speedFactor: number;
}

/** Another pitch, the same length. Input: one sound of any length, which is never whole in memory. */
export const pitch = defineTask<PitchOptions, PitchResult>({
  kind: 'pitch',
  options: PitchOptionsSchema,
  outputs: ({ output }) => (output === null ? [] : [output]),
  replaces: ({ force }) => force,
  hashesInputs: true,
  async run([input], options, context) {
    const startedAt = performance.now();
    const file = input!;
    const sound = await openSound(file, context, context);
    try {
      const { semitones, formants } = options;
      const { sampleRate, channelCount } = sound;
      const engine = await chooseEngine(options.engine, sound, context);
      const processor = await createPitchProcessor({ channelCount, sampleRate, semitones, formants, engine });
      const change = { ...options, name: 'pitch', file, sound, processor, outputAt: (at: number) => at };
      const { measures, ...files } = await changeSound(change, context);
      const seconds = (performance.now() - startedAt) / 1000;
      const speedFactor = measures.inputSeconds / seconds;
      return { ...files, result: { semitones, formants, engine, seconds, speedFactor, ...measures } };
    } finally {
      await sound.close();
    }
  },
});
