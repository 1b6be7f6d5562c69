import { rms } from '../score/sound.js';
import { RATE } from './channels.js';
import { amplitudeDb, mean } from './decibels.js';

const BLOCK = Math.round(0.05 * RATE);
const EDGE = Math.round(0.1 * RATE);

/** Peak over RMS in dB, mean over blocks of 50 ms; the first and last 100 ms are left out. */
export function crestDb(data: Float32Array): number {
  const crests: number[] = [];
  for (let start = EDGE; start + BLOCK <= data.length - EDGE; start += BLOCK) {
    const block = data.subarray(start, start + BLOCK);
    const peak = block.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
    crests.push(amplitudeDb(peak / Math.max(rms(block), 1e-9)));
  }
  return mean(crests);
}
