import type { Interleaved } from '../score/wav.js';
import { channelOf, fromChannels, RATE } from './channels.js';
import { energyDb } from './decibels.js';
import { fitHarmonics } from './harmonic-fit.js';
import { HARMONICS, makeTone, radians } from './tone.js';

const F0 = 147.3;
const GAINS = [0.9, 0.4] as const;
const PHASE_DEGREES = 40;
const BLOCK = Math.round(0.25 * RATE);

/** A tone to the left of the middle; every harmonic of the right channel is 40° ahead. */
export const makePanned = (): Interleaved =>
  fromChannels([makeTone(F0, 3, GAINS[0]), makeTone(F0, 3, GAINS[1], (PHASE_DEGREES * Math.PI) / 180)]);

/** Worst errors of level ratio and phase between channels over blocks of 250 ms, ends left out. */
export function measurePanned(output: Interleaved): { levelDb: number; phaseDegrees: number } {
  const [left, right] = [channelOf(output, 0), channelOf(output, 1)];
  let [levelDb, phaseDegrees] = [0, 0];
  for (let from = BLOCK; from + 2 * BLOCK <= left.length; from += BLOCK) {
    const block = measureBlock(left, right, from);
    levelDb = Math.max(levelDb, Math.abs(block.levelDb));
    phaseDegrees = Math.max(phaseDegrees, Math.abs(block.phaseDegrees));
  }
  return { levelDb, phaseDegrees };
}

/** Level by the energy on the harmonics, phase by the sum of their cross spectra. */
function measureBlock(
  left: Float32Array,
  right: Float32Array,
  from: number,
): { levelDb: number; phaseDegrees: number } {
  const a = fitHarmonics(left, radians(F0), HARMONICS, from, from + BLOCK);
  const b = fitHarmonics(right, radians(F0), HARMONICS, from, from + BLOCK);
  let [energyA, energyB, real, imaginary] = [0, 0, 0, 0];
  for (let h = 0; h < HARMONICS; h++) {
    const [ar, ai, br, bi] = [a.cosine[h]!, -a.sine[h]!, b.cosine[h]!, -b.sine[h]!];
    energyA += ar * ar + ai * ai;
    energyB += br * br + bi * bi;
    real += br * ar + bi * ai;
    imaginary += bi * ar - br * ai;
  }
  const degrees = (Math.atan2(imaginary, real) * 180) / Math.PI - PHASE_DEGREES;
  return {
    levelDb: energyDb(energyA / energyB) - energyDb((GAINS[0] / GAINS[1]) ** 2),
    phaseDegrees: ((((degrees + 180) % 360) + 360) % 360) - 180,
  };
}

/** Whether both channels hold the same bits. */
export function hasEqualChannels({ channels, data }: Interleaved): boolean {
  for (let n = 0; n < data.length; n += channels) if (data[n] !== data[n + 1]) return false;
  return true;
}
