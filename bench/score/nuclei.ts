import { bandPass, lowPass, powerEnvelope } from './filter.js';
import type { Mono } from './sound.js';
import { percentile } from './statistics.js';
import { voicingCurve } from './voicing.js';

/** Syllable nucleus: a hill of voiced energy. Times in seconds. */
export interface Nucleus {
  /** Lowest place between the hill before and this one. */
  readonly dip: number;
  readonly peak: number;
  /** Lowest place between this hill and the next. */
  readonly end: number;
}

/** What makes a hill a nucleus; found on read and synthetic speech, see check-detectors.ts. */
export const NUCLEI = {
  hopSeconds: 0.005,
  smoothHz: 12,
  dipDb: 1,
  apartSeconds: 0.08,
  voicing: 0.4,
  /** A hill this far below the 95th percentile of the whole is breath or room. */
  floorDb: 30,
} as const;

export type NucleiOptions = { readonly [key in keyof typeof NUCLEI]: number };

/** Finds syllable nuclei by smoothed energy × voicing, rising in time. */
export function findNuclei(sound: Mono, options: NucleiOptions = NUCLEI): Nucleus[] {
  const { hopSeconds } = options;
  const voicing = voicingCurve(sound, hopSeconds);
  const curve = sonority(sound, voicing, options);
  const peaks = strongPeaks(curve, voicing, options);
  const dips = [0, ...peaks.slice(1).map((peak, n) => lowest(curve, peaks[n]!, peak)), curve.length - 1];
  return peaks.map((peak, n) => ({
    dip: dips[n]! * hopSeconds,
    peak: peak * hopSeconds,
    end: dips[n + 1]! * hopSeconds,
  }));
}

/** Energy of the first formants times voicing, smoothed, in dB above the floor. */
function sonority({ sampleRate, data }: Mono, voicing: Float64Array, options: NucleiOptions): Float64Array {
  const { hopSeconds, smoothHz, floorDb } = options;
  const power = powerEnvelope(bandPass(data, sampleRate, 300, 3000), sampleRate, 0.03, hopSeconds);
  // A hiss is no nucleus, even where a synthesiser lets it hum: its energy lies above the vowels'.
  const hiss = powerEnvelope(bandPass(data, sampleRate, 3500, 7500), sampleRate, 0.03, hopSeconds);
  const reference = percentile(power, 0.95);
  if (reference <= 0) return new Float64Array(power.length).fill(-floorDb);
  const level = power.map((value, t) =>
    Math.max(
      -floorDb - 10,
      10 * Math.log10((value / reference) * voicing[t]! * (value / (value + hiss[t]! + 1e-12)) + 1e-9),
    ),
  );
  return lowPass(level, 1 / hopSeconds, smoothHz);
}

/** Peaks with a dip of `dipDb` to both sides; of two that are too close the higher stays. */
function strongPeaks(curve: Float64Array, voicing: Float64Array, options: NucleiOptions): number[] {
  const { dipDb, apartSeconds, hopSeconds, floorDb } = options;
  const peaks: number[] = [];
  for (let t = 1; t + 1 < curve.length; t++) {
    const isPeak = curve[t]! > curve[t - 1]! && curve[t]! >= curve[t + 1]!;
    if (!isPeak || curve[t]! < -floorDb || near(voicing, t) < options.voicing) continue;
    const last = peaks.at(-1);
    if (last === undefined) {
      peaks.push(t);
      continue;
    }
    const valley = curve[lowest(curve, last, t)]!;
    const separate =
      Math.min(curve[last]!, curve[t]!) - valley >= dipDb && (t - last) * hopSeconds >= apartSeconds;
    if (separate) peaks.push(t);
    else if (curve[t]! > curve[last]!) peaks[peaks.length - 1] = t;
  }
  return peaks;
}

/** Highest voicing within ± 10 ms: a single frame may straddle a glottal glitch. */
function near(voicing: Float64Array, t: number): number {
  return Math.max(...voicing.subarray(Math.max(0, t - 2), t + 3));
}

function lowest(curve: Float64Array, from: number, to: number): number {
  let at = from;
  for (let t = from; t <= to; t++) if (curve[t]! < curve[at]!) at = t;
  return at;
}
