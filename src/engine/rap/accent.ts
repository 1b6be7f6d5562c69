import { ENVELOPE_HOP_SECONDS, type SpeechEnvelope, speechEnvelope } from '../../dsp/speech-envelope.js';
import { dbToGain, gainToDb } from '../../dsp/units.js';

/** The dip before a vowel, seconds from its target: full from `DEEP` to `RISE`, gone at the ends. */
const BEGIN = -0.06;
const DEEP = -0.02;
const RISE = -0.006;
const END = 0.006;
/** How much a vowel should rise above what sounds before it to be felt as a beat. */
const WANTED_RISE_DB = 10;

/**
 * Makes syllables felt where they stand, as a rapper does: where a vowel grows out of a sound as loud as itself
 * (“so_I”, “a_more”), the voice is taken back for 50 ms before it. Syllables that begin with a clear attack stay as
 * they are, and so do their consonants.
 *
 * @param samples one sung line, changed in place
 * @param targets P-centres in it, samples, rising
 * @param amount 0 = never, 1 = as far as the wanted rise
 */
export function accentuate(
  samples: Float32Array,
  sampleRate: number,
  targets: readonly number[],
  amount: number,
): void {
  if (amount <= 0) return;
  const envelope = speechEnvelope(samples, sampleRate);
  for (const target of targets) {
    const depthDb = amount * (WANTED_RISE_DB - riseAt(envelope, target / sampleRate));
    if (depthDb > 0) dip(samples, sampleRate, target, Math.min(depthDb, WANTED_RISE_DB));
  }
}

/** Level of the vowel's band just after a place over its lowest just before, dB. */
function riseAt({ rms }: SpeechEnvelope, seconds: number): number {
  const hop = (offset: number): number => Math.round((seconds + offset) / ENVELOPE_HOP_SECONDS);
  const after = Math.max(...rms.subarray(Math.max(0, hop(0.005)), Math.max(1, hop(0.04))), 1e-9);
  const before = Math.min(...rms.subarray(Math.max(0, hop(-0.05)), Math.max(1, hop(-0.005))), 1);
  return gainToDb(after / Math.max(before, 1e-9));
}

function dip(samples: Float32Array, sampleRate: number, target: number, depthDb: number): void {
  const from = Math.max(0, Math.ceil(target + BEGIN * sampleRate));
  const to = Math.min(samples.length - 1, Math.floor(target + END * sampleRate));
  for (let n = from; n <= to; n++) {
    const at = (n - target) / sampleRate;
    const down = at < DEEP ? (at - BEGIN) / (DEEP - BEGIN) : at > RISE ? (END - at) / (END - RISE) : 1;
    const smooth = 0.5 - 0.5 * Math.cos(Math.PI * down);
    samples[n]! *= dbToGain(-depthDb * smooth);
  }
}
