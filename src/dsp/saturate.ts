import type { BlockProcessor } from './types.js';
import { dbToGain } from './units.js';

/** See {@link createSaturator}. */
export interface SaturatorOptions {
  /** Level that no sample exceeds, dBFS. Quiet sounds pass unchanged, those near it bend. @default 0 */
  readonly ceilingDb?: number | undefined;
  /** Level lifted before the bend, dB: more of it, more harmonics. @default 0 */
  readonly driveDb?: number | undefined;
}

/**
 * Soft clipper without memory: a fraction that follows tanh within 0.024, meets its ceiling at three times the
 * input and is flat there, at a tenth of tanh's cost. It only adds odd harmonics. Not oversampled: keep the drive
 * mild on bright sounds, or harmonics fold back.
 *
 * @throws {RangeError} unless both options are finite
 */
export function createSaturator({ ceilingDb = 0, driveDb = 0 }: SaturatorOptions = {}): BlockProcessor {
  if (!Number.isFinite(ceilingDb + driveDb)) throw new RangeError('ceilingDb and driveDb must be finite');
  const ceiling = dbToGain(ceilingDb);
  const drive = dbToGain(driveDb) / ceiling;
  return {
    process(channels) {
      for (const samples of channels) {
        for (let n = 0; n < samples.length; n++) {
          let x = samples[n]! * drive;
          // quicker than Math.min and Math.max
          if (x > 3) x = 3;
          else if (x < -3) x = -3;
          samples[n] = (ceiling * x * (27 + x * x)) / (27 + 9 * x * x);
        }
      }
    },
  };
}
