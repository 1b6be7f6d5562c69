import { createMelFrame, type MelFrame } from './mel-frame.js';
import type { Mono } from './sound.js';
import { voicingCurve } from './voicing.js';

/** Settings of detector B; found on read and synthetic speech, see check-detectors.ts. */
export const FLUX = {
  hopSeconds: 0.005,
  windowLength: 512,
  lowHz: 250,
  highHz: 3500,
  bands: 20,
  /** Frames are compared over this span, and this many bands to each side count as the same one. */
  lagSeconds: 0.04,
  spread: 1,
  /** Rise above the local mean that makes a peak, in mean log power per band. */
  threshold: 0.15,
  apartSeconds: 0.06,
  /** A syllable is voiced soon after it begins; a burst of noise alone is none. */
  voicing: 0.4,
  /** From the flux peak to the P-centre: the median distance to detector A on synthetic speech. */
  biasSeconds: 0.003,
} as const;

export type FluxOptions = { readonly [key in keyof typeof FLUX]: number };

/**
 * Detector B: peaks of the log-mel flux with a maximum filter over neighbouring bands (SuperFlux),
 * refined to 1 ms. It knows nothing of nuclei or envelopes.
 *
 * @returns seconds, rising
 * @see Böck & Widmer, DAFx 2013 (SuperFlux)
 */
export function detectByFlux(sound: Mono, options: FluxOptions = FLUX): number[] {
  const { hopSeconds, biasSeconds } = options;
  const frameAt = createMelFrame(sound, options);
  const count = Math.floor(sound.data.length / sound.sampleRate / hopSeconds) + 1;
  const spectra = Array.from({ length: count }, (_, t) => frameAt(t * hopSeconds));
  const flux = fluxCurve(spectra, hopSeconds, options);
  const voicing = voicingCurve(sound, hopSeconds);
  return pickPeaks(flux, options)
    .filter((t) => soonVoiced(voicing, t, options))
    .map((t) => refine(frameAt, t * hopSeconds, options) + biasSeconds);
}

/** Mean rise over all bands against the highest neighbour one lag before. */
function riseBetween(before: Float64Array, after: Float64Array, spread: number): number {
  let sum = 0;
  for (let b = 0; b < after.length; b++) {
    let highest = 0;
    for (let k = Math.max(0, b - spread); k <= Math.min(after.length - 1, b + spread); k++) {
      highest = Math.max(highest, before[k]!);
    }
    sum += Math.max(0, after[b]! - highest);
  }
  return sum / after.length;
}

/** Value t stands at t·hop: the middle between the two frames it compares. */
function fluxCurve(
  spectra: Float64Array[],
  hopSeconds: number,
  { lagSeconds, spread }: FluxOptions,
): Float64Array {
  const lag = Math.max(1, Math.round(lagSeconds / hopSeconds));
  const before = Math.ceil(lag / 2);
  return Float64Array.from(spectra, (_, t) => {
    const from = spectra[t - before];
    const to = spectra[t - before + lag];
    return from && to ? riseBetween(from, to, spread) : 0;
  });
}

function pickPeaks(flux: Float64Array, { hopSeconds, threshold, apartSeconds }: FluxOptions): number[] {
  const reach = Math.round(0.03 / hopSeconds);
  const around = Math.round(0.1 / hopSeconds);
  const peaks: number[] = [];
  for (let t = 0; t < flux.length; t++) {
    const value = flux[t]!;
    if (value < Math.max(...flux.subarray(Math.max(0, t - reach), t + reach + 1))) continue;
    const local = flux.subarray(Math.max(0, t - around), t + around + 1);
    const mean = local.reduce((sum, v) => sum + v, 0) / local.length;
    if (value < mean + threshold) continue;
    const last = peaks.at(-1);
    if (last === undefined || (t - last) * hopSeconds >= apartSeconds) peaks.push(t);
  }
  return peaks;
}

function soonVoiced(voicing: Float64Array, t: number, { hopSeconds, voicing: least }: FluxOptions): boolean {
  const until = t + Math.round(0.06 / hopSeconds);
  for (let k = t; k <= until; k++) if ((voicing[k] ?? 0) >= least) return true;
  return false;
}

/** Best place within one hop and a half, in 1 ms steps. */
function refine(frameAt: MelFrame, centreSeconds: number, options: FluxOptions): number {
  const { lagSeconds, spread, hopSeconds } = options;
  let best = -1;
  let at = centreSeconds;
  const reach = Math.round(hopSeconds * 1500);
  for (let ms = -reach; ms <= reach; ms++) {
    const centre = centreSeconds + ms / 1000;
    const rise = riseBetween(frameAt(centre - lagSeconds / 2), frameAt(centre + lagSeconds / 2), spread);
    if (rise > best) {
      best = rise;
      at = centre;
    }
  }
  return at;
}
