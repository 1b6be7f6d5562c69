import { createPowerSpectrum } from '../score/fft.js';
import { median, percentile } from '../score/statistics.js';
import { RATE } from './channels.js';
import { mean } from './decibels.js';

/** Settings of the detector, chosen for some 33 attacks in each excerpt and few found by chance between them. */
const ONSETS = {
  /** Four bands, Hz: kick, snare body, guitars and voices, cymbals. */
  edgesHz: [170, 700, 2500, 6000, 14_000],
  windowLength: 512,
  /** 1.45 ms at 44.1 kHz. */
  hop: 64,
  /** Rises are taken over this many hops, 11.6 ms. */
  lag: 8,
  /** What is this far below a band's loud moments counts as silence. */
  floorDb: -45,
  leastRise: 3,
  apartSeconds: 0.06,
} as const;

/** An attack: when, and how steep. */
export interface Onset {
  readonly seconds: number;
  /** Mean over the bands of the rise in dB, above the mean of its surroundings. */
  readonly rise: number;
}

/**
 * Attacks by log-flux in four bands.
 *
 * @param leastRise dB; the default keeps attacks that anybody hears
 * @returns rising times
 */
export function findOnsets(data: Float32Array, leastRise: number = ONSETS.leastRise): Onset[] {
  const levels = bandLevels(data);
  const { lag, hop, windowLength } = ONSETS;
  const flux = Float64Array.from(levels[0]!, (_, t) => {
    let sum = 0;
    for (const level of levels) sum += Math.max(0, (level[t] ?? 0) - (level[t - lag] ?? level[t]!));
    return sum / levels.length;
  });
  // A rise is steepest in the middle between the two frames compared.
  const secondsAt = (t: number): number => ((t - lag / 2) * hop + windowLength / 2) / RATE;
  return pickPeaks(flux, leastRise).map(({ t, rise }) => ({ seconds: secondsAt(t), rise }));
}

/** Levels of every band in dB, floor included. */
function bandLevels(data: Float32Array): Float64Array[] {
  const { edgesHz, windowLength, hop, floorDb } = ONSETS;
  const { compute } = createPowerSpectrum(windowLength);
  const frame = new Float64Array(windowLength);
  const power = new Float64Array(windowLength / 2 + 1);
  const count = Math.max(0, Math.floor((data.length - windowLength) / hop) + 1);
  const bands = edgesHz.slice(1).map(() => new Float64Array(count));
  const bins = edgesHz.map((hz) => Math.round((hz / RATE) * windowLength));
  for (let t = 0; t < count; t++) {
    for (let n = 0; n < windowLength; n++) {
      frame[n] = data[t * hop + n]! * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / windowLength));
    }
    compute(frame, power);
    for (const [b, band] of bands.entries()) {
      band[t] = power.subarray(bins[b], bins[b + 1]!).reduce((sum, value) => sum + value, 0);
    }
  }
  return bands.map((band) => {
    const floor = percentile(band, 0.95) * 10 ** (floorDb / 10) + 1e-12;
    return band.map((value) => 10 * Math.log10(value + floor));
  });
}

/** Highest of its surroundings and well above their mean; between two hops by a parabola. */
function pickPeaks(flux: Float64Array, leastRise: number): { t: number; rise: number }[] {
  const { apartSeconds, hop } = ONSETS;
  const reach = Math.round((apartSeconds / 2 / hop) * RATE);
  const peaks: { t: number; rise: number }[] = [];
  for (let t = 1; t + 1 < flux.length; t++) {
    const around = flux.subarray(Math.max(0, t - reach), t + reach + 1);
    const value = flux[t]!;
    if (value < around.reduce((highest, other) => Math.max(highest, other), 0)) continue;
    const rise = value - around.reduce((sum, other) => sum + other, 0) / around.length;
    if (rise < leastRise) continue;
    const [before, after] = [flux[t - 1]!, flux[t + 1]!];
    const curve = before - 2 * value + after;
    peaks.push({ t: t + (curve < 0 ? (0.5 * (before - after)) / curve : 0), rise });
  }
  return peaks;
}

/** Onsets of the output against those of the input at their mapped times. */
export interface OnsetMatch {
  /** Share of the input's attacks that the output has. */
  readonly recall: number;
  /** The same for places half way between the attacks: what is found by chance. */
  readonly chance: number;
  readonly medianMs: number;
  readonly meanMs: number;
}

const TOLERANCE_SECONDS = 0.03;
/** An attack counts as kept if it is at least this steep against the source's. */
const KEPT_SHARE = 0.5;

/** The steepest attack within 30 ms of the mapped time of each source attack, if it is steep enough. */
export function matchOnsets(input: Float32Array, output: Float32Array, ratio: number): OnsetMatch {
  const wanted = findOnsets(input);
  const candidates = findOnsets(output, KEPT_SHARE * ONSETS.leastRise);
  const errors = wanted.flatMap(({ seconds, rise }) => {
    const found = steepestNear(candidates, seconds * ratio, KEPT_SHARE * rise);
    return found ? [1000 * Math.abs(found.seconds - seconds * ratio)] : [];
  });
  const between = wanted
    .slice(1)
    .map((onset, i) => ({ ...onset, seconds: (onset.seconds + wanted[i]!.seconds) / 2 }));
  const byChance = between.filter(({ seconds, rise }) =>
    steepestNear(candidates, seconds * ratio, KEPT_SHARE * rise),
  );
  return {
    recall: errors.length / Math.max(1, wanted.length),
    chance: byChance.length / Math.max(1, between.length),
    medianMs: median(errors),
    meanMs: mean(errors),
  };
}

function steepestNear(onsets: readonly Onset[], seconds: number, leastRise: number): Onset | undefined {
  let best: Onset | undefined;
  for (const onset of onsets) {
    const isNear = Math.abs(onset.seconds - seconds) <= TOLERANCE_SECONDS;
    if (isNear && onset.rise >= leastRise && onset.rise > (best?.rise ?? 0)) best = onset;
  }
  return best;
}
