import { barFits, slotAccents } from './downbeat.js';
import type { BandedFlux } from './spectral-flux.js';
import { measureRepetition } from './tempo.js';

/** Beats found with less confidence than this are better refused: the piece has none, or none that can be rapped on. */
export const LEAST_BEAT_CONFIDENCE = 0.5;

// Found on some 400 synthetic songs and drum loops and two recorded songs, and against them speech, noise, drones, pads
// and drums at random times: the latter stay below 0.33, the former (but for one syncopated loop of 8 bars) above 0.36.
const MIDDLE_STRENGTH = 0.36;
const STRENGTH_SCALE = 0.04;
const REPETITION_WEIGHT = 0.5;
const CHANCE_FIT = 2.2; // squared fit that chance alone reaches, times the number of beats

/**
 * How sure it is that a piece has this beat: whether the accents at and between the beats are those of a usual bar,
 * beyond what chance gives so few beats, and whether the piece repeats itself at this tempo.
 *
 * @param beats on the flux's clock, shape [beats], seconds
 * @returns 0 to 1; it is steep: nearly all is below 0.1 or above 0.9
 */
export function beatConfidence(flux: BandedFlux, beats: Float64Array): number {
  if (beats.length < 3) return 0;
  const periodSeconds = (beats[beats.length - 1]! - beats[0]!) / (beats.length - 1);
  const repeats = measureRepetition(flux.activation, flux.framesPerSecond);
  // a syncopated pattern may only repeat after two bars
  const repetition = Math.max(repeats(60 / periodSeconds), repeats(30 / periodSeconds));
  const best = Math.max(...barFits(slotAccents(flux, beats)));
  const fit = Math.sqrt(Math.max(0, best * best - CHANCE_FIT / beats.length));
  const strength = fit + REPETITION_WEIGHT * Math.max(0, repetition);
  return 1 / (1 + Math.exp((MIDDLE_STRENGTH - strength) / STRENGTH_SCALE));
}
