import { amplitudeDb } from './decibels.js';
import { createSpectrumAt, forEachPair } from './spectra.js';

/** 86 Hz to 8.6 kHz: speech. */
const [LOW_BIN, HIGH_BIN] = [4, 400];

/**
 * Spectral convergence: the norm of the difference of magnitudes over the norm of the input's, dB. Low is alike;
 * 0 dB would be silence.
 */
export function spectralConvergenceDb(input: Float32Array, output: Float32Array, ratio: number): number {
  let difference = 0;
  let whole = 0;
  forEachPair(input, output, ratio, createSpectrumAt(LOW_BIN, HIGH_BIN), (before, after) => {
    for (let k = 0; k < before.length; k++) {
      const wanted = Math.sqrt(before[k]!);
      difference += (Math.sqrt(after[k]!) - wanted) ** 2;
      whole += wanted * wanted;
    }
  });
  return amplitudeDb(Math.sqrt(difference / whole));
}
