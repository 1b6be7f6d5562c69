import { createPitchProcessor } from '../sound/pitch-processor.js';
import { defineSoundTask, type SoundResult } from './sound-task.js';
import { type PitchOptions, PitchOptionsSchema } from './stretch-options.js';

/** What a pitch shift says of itself. */
export interface PitchResult extends SoundResult, Pick<PitchOptions, 'semitones' | 'formants'> {}

/** Another pitch, the same length. */
export const pitch = defineSoundTask<PitchOptions, Pick<PitchOptions, 'semitones' | 'formants'>>({
  kind: 'pitch',
  options: PitchOptionsSchema,
  prepare({ channelCount, sampleRate }, { semitones, formants }) {
    return {
      createProcessor: (engine) =>
        createPitchProcessor({ channelCount, sampleRate, semitones, formants, engine }),
      outputAt: (at) => at,
      facts: () => ({ semitones, formants }),
    };
  },
});
