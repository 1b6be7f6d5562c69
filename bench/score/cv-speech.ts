import { type Chance, createChance } from './seeded.js';
import type { Mono } from './sound.js';

/** One syllable of consonant and vowel to be synthesised. */
export interface CvSyllable {
  /** Beginning of the vowel, seconds: the P-centre by construction. */
  readonly vowelSeconds: number;
  readonly vowelLengthSeconds: number;
}

type Consonant = 'stop' | 'nasal' | 'fricative';

const CONSONANTS: readonly Consonant[] = ['stop', 'nasal', 'fricative'];
/** First three formants of a, e, i, o, u. */
const VOWELS = [
  [730, 1090, 2440],
  [530, 1840, 2480],
  [270, 2290, 3010],
  [570, 840, 2410],
  [300, 870, 2240],
] as const;
const ATTACK_SECONDS = 0.015;
const RELEASE_SECONDS = 0.04;
/** The vowel's loudness rises fastest this long after its beginning (middle of the attack). */
export const CV_P_CENTRE_SECONDS = ATTACK_SECONDS / 2;

/** Speech-like sounds whose vowel onsets are known to the sample: stops, nasals and fricatives in turn. */
export function makeCvSpeech(syllables: readonly CvSyllable[], seed: number, sampleRate = 16_000): Mono {
  const chance = createChance(seed);
  const last = syllables.at(-1)!;
  const length = Math.ceil((last.vowelSeconds + last.vowelLengthSeconds + 0.3) * sampleRate);
  const data = new Float32Array(length);
  for (let n = 0; n < data.length; n++) data[n] = 2e-4 * (chance() - 0.5);
  for (const syllable of syllables) {
    addConsonant(data, sampleRate, syllable, CONSONANTS[Math.floor(chance() * 3)]!, chance);
    addVowel(data, sampleRate, syllable, VOWELS[Math.floor(chance() * 5)]!, 95 + 60 * chance());
  }
  let peak = 0;
  for (let n = 0; n < data.length; n++) peak = Math.max(peak, Math.abs(data[n]!));
  return { sampleRate, data: data.map((value) => (0.4 * value) / peak) };
}

function addVowel(
  data: Float32Array,
  sampleRate: number,
  { vowelSeconds, vowelLengthSeconds }: CvSyllable,
  formants: readonly number[],
  f0: number,
): void {
  const length = Math.round(vowelLengthSeconds * sampleRate);
  const source = new Float64Array(length);
  let phase = 0;
  for (let n = 0; n < length; n++) {
    phase += (f0 * (1 - (0.1 * n) / length)) / sampleRate;
    if (phase >= 1) {
      phase -= 1;
      source[n] = 1;
    }
  }
  const start = Math.round(vowelSeconds * sampleRate);
  const sum = new Float64Array(length);
  formants.forEach((hz, index) => {
    const voice = resonate(source, hz, 80 + 40 * index, sampleRate);
    for (let n = 0; n < length; n++) sum[n] = sum[n]! + voice[n]! * 0.7 ** index;
  });
  for (let n = 0; n < length; n++) {
    const gain = Math.min(1, n / sampleRate / ATTACK_SECONDS, (length - n) / sampleRate / RELEASE_SECONDS);
    if (start + n < data.length) data[start + n]! += 0.25 * gain * sum[n]!;
  }
}

function addConsonant(
  data: Float32Array,
  sampleRate: number,
  { vowelSeconds }: CvSyllable,
  kind: Consonant,
  chance: Chance,
): void {
  const seconds = { stop: 0.012, nasal: 0.06, fricative: 0.09 }[kind];
  const length = Math.round(seconds * sampleRate);
  const start = Math.round((vowelSeconds - seconds) * sampleRate);
  let before = 0;
  for (let n = 0; n < length; n++) {
    const noise = chance() - 0.5;
    const edge = Math.min(1, (n + 1) / 80, (length - n) / 80);
    // A difference of noise is a hiss; a nasal hums at a low pitch instead.
    const hum = 0.03 * Math.sin((2 * Math.PI * 120 * n) / sampleRate);
    const value = kind === 'nasal' ? hum : (kind === 'stop' ? 0.08 : 0.04) * (noise - before);
    before = noise;
    if (start + n >= 0) data[start + n]! += edge * value;
  }
}

/** Two-pole resonance, peak gain near 1 for pulses. */
function resonate(source: Float64Array, hz: number, bandwidthHz: number, sampleRate: number): Float64Array {
  const radius = Math.exp((-Math.PI * bandwidthHz) / sampleRate);
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hz) / sampleRate);
  const a2 = -radius * radius;
  const out = new Float64Array(source.length);
  let [y1, y2] = [0, 0];
  for (let n = 0; n < source.length; n++) {
    const y = source[n]! + a1 * y1 + a2 * y2;
    out[n] = y;
    [y2, y1] = [y1, y];
  }
  return out;
}
