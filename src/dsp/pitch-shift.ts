import type { Pcm } from './types.js';
import { chooseEngine } from './vocoder/choose-engine.js';
import { createPitchShifter } from './vocoder/pitch-shifter.js';
import type { StretchEngine } from './vocoder/types.js';
import { wholeForm } from './whole-form.js';

/** How to shift. */
export interface PitchShiftOptions {
  /** Up or down, fractions allowed; −24 to 24. */
  readonly semitones: number;
  /**
   * Whether vowels stay the same vowels, or all of the spectrum moves.
   *
   * @default 'keep'
   */
  readonly formants?: 'keep' | 'move';
  /** @default 'auto' */
  readonly engine?: StretchEngine | 'auto';
}

/**
 * Raises or lowers the pitch of a sound; its length stays. For sound that does not fit in memory see
 * `createPitchShifter`, of which this is the whole form.
 *
 * @param pcm every sample within ±1e6; 8 to 192 kHz
 * @returns as many samples as `pcm` has; the same bits at 0 semitones
 * @throws {RangeError} for a shift beyond two octaves, a sound without channels or of channels that differ in length, or
 *   a sample that is no number
 * @example
 * const lower = pitchShift(speech, { semitones: -3 });
 */
export function pitchShift(pcm: Pcm, options: PitchShiftOptions): Pcm {
  const { semitones, formants = 'keep', engine = 'auto' } = options;
  return wholeForm(pcm, (shape) =>
    createPitchShifter({
      ...shape,
      semitones,
      formants,
      engine: engine === 'auto' ? chooseEngine(pcm) : engine,
    }),
  );
}
