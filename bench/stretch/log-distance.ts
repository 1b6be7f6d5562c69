import { rms } from '../score/sound.js';
import { energyDb, mean } from './decibels.js';
import { createSpectrumAt, forEachPair } from './spectra.js';

/** 86 Hz to 15 kHz. */
const [LOW_BIN, HIGH_BIN] = [4, 700];
/** Below the loudest bin of the whole input: what is softer counts as equally silent. */
const FLOOR_DB = -70;

/** Log-spectral distance, dB: rms over bins of the difference in dB, mean over frames, one gain taken out. */
export function logSpectralDistance(input: Float32Array, output: Float32Array, ratio: number): number {
  const spectrumAt = createSpectrumAt(LOW_BIN, HIGH_BIN);
  const gain = rms(input) / Math.max(rms(output), 1e-9);
  const matched = output.map((value) => value * gain);
  let loudest = 0;
  forEachPair(input, matched, ratio, spectrumAt, (before) => {
    for (const power of before) loudest = Math.max(loudest, power);
  });
  const floor = loudest * 10 ** (FLOOR_DB / 10);
  const distances: number[] = [];
  forEachPair(input, matched, ratio, spectrumAt, (before, after) => {
    let sum = 0;
    for (let k = 0; k < before.length; k++) {
      sum += energyDb(Math.max(after[k]!, floor) / Math.max(before[k]!, floor)) ** 2;
    }
    distances.push(Math.sqrt(sum / before.length));
  });
  return mean(distances);
}
