import type { Phrase } from '../../dsp/analyse-speech.js';
import { createBiquadCascade, highPass } from '../../dsp/filter.js';
import { dbToGain, gainToDb } from '../../dsp/units.js';

const RUMBLE_HZ = 70;
const PHRASE_LEVEL_DB = -20; // RMS of every phrase after levelling, dBFS
const MOST_GAIN_DB = 40;
const RAMP_SECONDS = 0.05;

/** Takes rumble and any constant offset out of a voice, in place. */
export function removeRumble(voice: Float32Array, sampleRate: number): void {
  createBiquadCascade([highPass(sampleRate, RUMBLE_HZ)]).process([voice]);
}

/**
 * Brings every phrase to the same level, in place; between phrases the gain moves over quickly, so that no word
 * changes its own shape.
 */
export function levelVoice(voice: Float32Array, sampleRate: number, phrases: readonly Phrase[]): void {
  const gains = phrases.map((phrase) => {
    const [from, to] = [phrase.start, phrase.end].map((s) => Math.round(s * sampleRate)) as [number, number];
    const needed = PHRASE_LEVEL_DB - gainToDb(rms(voice, from, to));
    return dbToGain(Math.min(MOST_GAIN_DB, Math.max(-MOST_GAIN_DB, needed)));
  });
  const ramp = RAMP_SECONDS * sampleRate;
  phrases.forEach((phrase, i) => {
    const before = phrases[i - 1];
    const from = before ? Math.round(((before.end + phrase.start) / 2) * sampleRate) : 0;
    const next = phrases[i + 1];
    const to = next ? Math.round(((phrase.end + next.start) / 2) * sampleRate) : voice.length;
    const [last, gain] = [gains[i - 1] ?? gains[i]!, gains[i]!];
    for (let n = from; n < to; n++) {
      const mix = Math.min(1, (n - from) / ramp);
      voice[n]! *= last + mix * (gain - last);
    }
  });
}

function rms(samples: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += samples[n]! * samples[n]!;
  return Math.sqrt(sum / Math.max(1, to - from)) + 1e-9;
}
