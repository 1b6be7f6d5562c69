import type { PitchShifterOptions } from '../../dsp/vocoder/pitch-shifter.js';
import type { SoundProcessor } from './change-sound.js';

/** Loads and makes what shifts pitch: the one place that knows who does. */
export async function createPitchProcessor(options: PitchShifterOptions): Promise<SoundProcessor> {
  const { createPitchShifter } = await import('../../dsp/vocoder/pitch-shifter.js');
  return createPitchShifter(options);
}
