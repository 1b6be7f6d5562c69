import type { BlockProcessor } from './types.js';
import { dbToGain } from './units.js';
import { changeInPlace } from './wasm/in-place.js';
import { sampleLoops } from './wasm/sample-loops.js';

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
  const loops = sampleLoops();
  const bend = (samples: Float32Array): void =>
    loops === null
      ? bendPlainly(samples, drive, ceiling)
      : changeInPlace(loops, samples, (count) => loops.saturate(count, drive, ceiling));
  return { process: (channels) => channels.forEach(bend) };
}

/** `assembly/shape.ts` does the same, to the same bits. */
function bendPlainly(samples: Float32Array, drive: number, ceiling: number): void {
  for (let n = 0; n < samples.length; n++) {
    let x = samples[n]! * drive;
    // quicker than Math.min and Math.max
    if (x > 3) x = 3;
    else if (x < -3) x = -3;
    samples[n] = (ceiling * x * (27 + x * x)) / (27 + 9 * x * x);
  }
}
