import { createChance } from '../score/seeded.js';
import { RATE } from './channels.js';
import { energyDb, mean } from './decibels.js';
import { fitHarmonics } from './harmonic-fit.js';

/** Harmonics of the tone, amplitude 1/h. */
export const HARMONICS = 12;
/** The first is the one of the pilot; the others a low and a high voice. */
export const TONE_F0 = [147.3, 98, 220] as const;
const GAIN = 0.15;

/** Phases that are neither all alike nor another set in every run. */
const PHASES: readonly number[] = (() => {
  const chance = createChance(12);
  return Array.from({ length: HARMONICS }, () => 2 * Math.PI * chance());
})();

/** Radians per sample of a frequency in Hz. */
export const radians = (hz: number, sampleRate: number = RATE): number => (2 * Math.PI * hz) / sampleRate;

/** A steady tone; `shift` (radians) is added to the phase of every harmonic. */
export function makeTone(f0: number, seconds = 4, gain = 1, shift = 0): Float32Array {
  const data = new Float32Array(Math.round(seconds * RATE));
  for (let n = 0; n < data.length; n++) {
    let sum = 0;
    for (let h = 1; h <= HARMONICS; h++) {
      sum += Math.cos(radians(f0 * h) * n + PHASES[h - 1]! + shift) / h;
    }
    data[n] = GAIN * gain * sum;
  }
  return data;
}

/** Energy off the 12 exact harmonics, of all energy over 20–80 % of the output, dB. */
export function offHarmonicsDb(output: Float32Array, f0: number): number {
  const [from, to] = [Math.round(0.2 * output.length), Math.round(0.8 * output.length)];
  return energyDb(fitHarmonics(output, radians(f0), HARMONICS, from, to).residualShare);
}

const BLOCK = Math.round(0.25 * RATE);

/** The same with a fit of its own for each 250 ms, mean energy of all: a slow drift of phases is let off. */
export function offHarmonicsInBlocksDb(output: Float32Array, f0: number): number {
  const shares: number[] = [];
  for (let from = Math.round(0.2 * output.length); from + BLOCK <= 0.8 * output.length; from += BLOCK) {
    shares.push(fitHarmonics(output, radians(f0), HARMONICS, from, from + BLOCK).residualShare);
  }
  return energyDb(mean(shares));
}
