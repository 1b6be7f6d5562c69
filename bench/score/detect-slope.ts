import { bandPass, powerEnvelope } from './filter.js';
import { findNuclei, NUCLEI, type NucleiOptions } from './nuclei.js';
import type { Mono } from './sound.js';

/** Furthest back from a nucleus' peak that its vowel may begin. */
const REACH_SECONDS = 0.25;
/**
 * Slopes are taken over this span on both sides. A shorter one follows single glottal pulses and jumps
 * between a stop's burst and its vowel: 12 ms placed 92 % of syllables again within 25 ms after an
 * independent stretch, 24 ms 97 %, with no loss against phone boundaries.
 */
const SLOPE_SECONDS = 0.024;
const STEP_SECONDS = 0.001;
/** Full width of the Hann window of the envelope; as wide as 8 ms of a rectangle. */
const WIDTH_SECONDS = 0.016;

/**
 * Detector A: P-centres as the fastest rise of the 300–3000 Hz envelope (8 ms, 1 ms steps) that leads
 * to each syllable nucleus. The rise is that of loudness (cube root of power), so that a vowel's
 * beginning outweighs its later swell.
 *
 * @returns seconds, rising
 * @see Lin & Rathcke, Speech Prosody 2020 (maxD as the anchor of tapping)
 */
export function detectBySlope(sound: Mono, options: NucleiOptions = NUCLEI): number[] {
  const band = bandPass(sound.data, sound.sampleRate, 300, 3000);
  const envelope = powerEnvelope(band, sound.sampleRate, WIDTH_SECONDS, STEP_SECONDS).map(Math.cbrt);
  return findNuclei(sound, options).map(({ dip, peak }) => {
    const from = Math.round(Math.max(dip, peak - REACH_SECONDS) / STEP_SECONDS);
    return steepest(envelope, from, Math.round(peak / STEP_SECONDS)) * STEP_SECONDS;
  });
}

/** Place of the largest rise between two steps, seen over {@link SLOPE_SECONDS} to both sides. */
function steepest(envelope: Float64Array, from: number, to: number): number {
  const reach = Math.round(SLOPE_SECONDS / STEP_SECONDS);
  let best = Number.NEGATIVE_INFINITY;
  let at = from;
  for (let t = Math.max(from, reach); t <= to && t + reach < envelope.length; t++) {
    let rise = 0;
    for (let k = 1; k <= reach; k++) rise += envelope[t + k]! - envelope[t - k]!;
    if (rise > best) {
      best = rise;
      at = t;
    }
  }
  return at;
}
