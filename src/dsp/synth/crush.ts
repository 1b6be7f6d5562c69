/** The grain of an early sampler. */
export interface CrushOptions {
  /** Bits per sample, 4..16. */
  readonly bits: number;
  /** Sampling rate in Hz; rates at or above the song's change nothing but the bits. */
  readonly rateHz: number;
}

/**
 * Samples a sound again, coarsely, in place: held samples (with their mirror tones, as those machines had) and
 * coarse steps.
 *
 * @throws {RangeError} if `bits` is not 4..16 or `rateHz` is not > 0
 */
export function crushInPlace(
  samples: Float32Array,
  { bits, rateHz }: CrushOptions,
  sampleRate: number,
): void {
  if (!(bits >= 4 && bits <= 16)) throw new RangeError(`bits must be 4..16, got ${bits}`);
  if (!(rateHz > 0)) throw new RangeError(`rateHz must be > 0, got ${rateHz}`);
  const steps = 2 ** (bits - 1);
  const advance = Math.min(1, rateHz / sampleRate);
  let clock = 1;
  let held = 0;
  for (let n = 0; n < samples.length; n++) {
    if (clock >= 1) {
      clock -= 1;
      // toward zero: a fading tail ends in silence instead of a buzz of the last bit
      held = Math.trunc(samples[n]! * steps) / steps;
    }
    samples[n] = held;
    clock += advance;
  }
}
