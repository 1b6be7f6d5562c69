import { createBiquadCascade, highPass, lowPass } from './filter.js';

/** Loudness of the vowels over time. */
export interface SpeechEnvelope {
  /** RMS of 300-3000 Hz in 8 ms windows, one value every {@link ENVELOPE_HOP_SECONDS}; value t is centred on t·hop. */
  readonly rms: Float32Array;
}

/** Seconds between values of a {@link SpeechEnvelope}. */
export const ENVELOPE_HOP_SECONDS = 0.001;

const WINDOW_HOPS = 8;

/**
 * Envelope of the band in which vowels are strong and neither hum nor hiss is.
 *
 * @param samples one channel, at a rate >= 8 000 Hz
 * @returns ⌊duration / {@link ENVELOPE_HOP_SECONDS}⌋ values, each >= 0
 * @see Lin & Rathcke, "How to hit that beat", Speech Prosody 2020 (band and derivative as beat anchor)
 */
export function speechEnvelope(samples: Float32Array, sampleRate: number): SpeechEnvelope {
  const band = Float32Array.from(samples);
  createBiquadCascade([highPass(sampleRate, 300), lowPass(sampleRate, 3000)]).process([band]);
  const hops = Math.floor(samples.length / sampleRate / ENVELOPE_HOP_SECONDS);
  const hopLength = sampleRate * ENVELOPE_HOP_SECONDS;
  const energy = new Float64Array(hops + 1); // running sum up to each hop
  for (let t = 0; t < hops; t++) {
    let sum = 0;
    for (let n = Math.round(t * hopLength); n < Math.round((t + 1) * hopLength); n++)
      sum += band[n]! * band[n]!;
    energy[t + 1] = energy[t]! + sum;
  }
  const rms = Float32Array.from({ length: hops }, (_, t) => {
    const from = Math.max(0, t - WINDOW_HOPS / 2);
    const to = Math.min(hops, t + WINDOW_HOPS / 2);
    return Math.sqrt(Math.max(0, energy[to]! - energy[from]!) / ((to - from) * hopLength));
  });
  return { rms };
}

const SEARCH_SECONDS = 0.05;
const TRUST_SECONDS = 0.03; // spread of the coarse estimate: a steep rise far from it is another sound's
const SLOPE_HOPS = 4;

/**
 * P-centre of a syllable: the instant near `coarseSeconds` at which the square root of the
 * envelope rises fastest: half way between where a rise is first heard and where it is steepest.
 *
 * @param coarseSeconds about where the vowel begins, good to ±50 ms
 * @returns seconds; `coarseSeconds`, rounded to a hop, where nothing rises
 */
export function pCentre({ rms }: SpeechEnvelope, coarseSeconds: number): number {
  const coarse = Math.round(coarseSeconds / ENVELOPE_HOP_SECONDS);
  const reach = SEARCH_SECONDS / ENVELOPE_HOP_SECONDS;
  let best = 0;
  let at = coarse;
  const from = Math.max(SLOPE_HOPS, coarse - reach);
  for (let t = from; t <= Math.min(rms.length - 1 - SLOPE_HOPS, coarse + reach); t++) {
    const slope = Math.sqrt(rms[t + SLOPE_HOPS]!) - Math.sqrt(rms[t - SLOPE_HOPS]!);
    const away = ((t - coarse) * ENVELOPE_HOP_SECONDS) / TRUST_SECONDS;
    const weighted = slope * Math.exp(-0.5 * away * away);
    if (weighted > best) {
      best = weighted;
      at = t;
    }
  }
  return at * ENVELOPE_HOP_SECONDS;
}
