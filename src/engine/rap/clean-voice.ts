import type { Phrase } from '../../dsp/analyse-speech.js';
import { createBiquadCascade, highPass } from '../../dsp/filter.js';
import { dbToGain, gainToDb } from '../../dsp/units.js';
import type { Plan } from './plan.js';

const RUMBLE_HZ = 70;
const PHRASE_LEVEL_DB = -20; // RMS of every phrase after levelling, dBFS
const MOST_GAIN_DB = 40;
const RAMP_SECONDS = 0.05;

/** Takes rumble and any constant offset out of a voice, in place. */
export function removeRumble(voice: Float32Array, sampleRate: number): void {
  createBiquadCascade([highPass(sampleRate, RUMBLE_HZ)]).process([voice]);
}

/** The gain of every phrase that brings all of them to one level. */
export function phraseGains(
  voice: Float32Array,
  sampleRate: number,
  phrases: readonly Pick<Phrase, 'start' | 'end'>[],
): Plan['voiceGains'] {
  return phrases.map(({ start, end }) => {
    const level = gainToDb(rms(voice, Math.round(start * sampleRate), Math.round(end * sampleRate)));
    return { start, end, gainDb: Math.min(MOST_GAIN_DB, Math.max(-MOST_GAIN_DB, PHRASE_LEVEL_DB - level)) };
  });
}

/** Applies gains in place; they change quickly in the middle of pauses, so that no word changes its own shape. */
export function applyGains(voice: Float32Array, sampleRate: number, gains: Plan['voiceGains']): void {
  const ramp = RAMP_SECONDS * sampleRate;
  const middle = (left: number, right: number): number => Math.round(((left + right) / 2) * sampleRate);
  gains.forEach(({ start, end, gainDb }, i) => {
    const [before, next] = [gains[i - 1], gains[i + 1]];
    const from = before ? middle(before.end, start) : 0;
    const to = next ? middle(end, next.start) : voice.length;
    const gain = dbToGain(gainDb);
    const last = before ? dbToGain(before.gainDb) : gain;
    for (let n = from; n < to; n++) voice[n]! *= last + Math.min(1, (n - from) / ramp) * (gain - last);
  });
}

function rms(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += samples[n]! * samples[n]!;
  return Math.sqrt(sum / Math.max(1, to - from)) + 1e-9;
}
