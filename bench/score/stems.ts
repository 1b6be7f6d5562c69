import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rms } from './sound.js';
import { round } from './statistics.js';
import { type Interleaved, readWav } from './wav.js';

const NOT_IN_SUM = new Set(['dry-voice.wav', 'premaster.wav']);

/** How well the parts add up. */
export interface StemMeasure {
  readonly stems: readonly string[];
  /** RMS of (sum of stems − premaster) over the RMS of the premaster, dB; −∞ is written as −200. */
  readonly residualDb: number;
  readonly premasterClipped: number;
  /** Stems whose length differs from the premaster's: not aligned from sample 0 to the end. */
  readonly otherLength: readonly string[];
}

/** Sums all stems but the dry voice and compares with premaster.wav. */
export async function measureStems(folder: string): Promise<StemMeasure> {
  const premaster = await readWav(join(folder, 'premaster.wav'));
  const names = (await readdir(folder))
    .filter((name) => name.endsWith('.wav') && !NOT_IN_SUM.has(name))
    .sort();
  const residual = Float32Array.from(premaster.data, (value) => -value);
  const otherLength: string[] = [];
  for (const name of names) {
    const stem = await readWav(join(folder, name));
    if (stem.sampleRate !== premaster.sampleRate) throw new Error(`${name} has another sample rate`);
    if (stem.data.length / stem.channels !== premaster.data.length / premaster.channels)
      otherLength.push(name);
    addStem(residual, premaster.channels, stem);
  }
  const ratio = rms(residual) / rms(premaster.data);
  return {
    stems: names,
    residualDb: ratio > 1e-10 ? round(20 * Math.log10(ratio)) : -200,
    premasterClipped: premaster.data.reduce((count, value) => count + (Math.abs(value) >= 1 ? 1 : 0), 0),
    otherLength,
  };
}

/** A mono stem stands in every channel of the sum. */
function addStem(sum: Float32Array, channels: number, stem: Interleaved): void {
  const length = Math.min(sum.length / channels, stem.data.length / stem.channels);
  for (let n = 0; n < length; n++) {
    for (let c = 0; c < channels; c++) {
      sum[n * channels + c]! += stem.data[n * stem.channels + Math.min(c, stem.channels - 1)]!;
    }
  }
}
