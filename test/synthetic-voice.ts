import { createRandom } from '../src/dsp/random.js';
import type { Random } from '../src/dsp/types.js';

/** One consonant and one vowel; times are exact by construction. */
export interface SpokenSyllable {
  /** Middle of the vowel's 12 ms rise: its P-centre. */
  readonly atSeconds: number;
  readonly vowelSeconds: number;
  readonly consonant: 'stop' | 'fricative' | 'nasal';
  /** Index into the five vowels a, e, i, o, u. */
  readonly vowel: number;
  readonly f0Hz: number;
  /** @default 0 */
  readonly levelDb?: number;
}

/** First four formants of a, e, i, o, u; the first three after Peterson & Barney, JASA 24(2), 1952 (men). */
const FORMANTS = [
  [730, 1090, 2440, 3500],
  [530, 1840, 2480, 3600],
  [270, 2290, 3010, 3700],
  [570, 840, 2410, 3400],
  [300, 870, 2240, 3300],
] as const;
const BANDWIDTHS = [80, 100, 140, 200] as const;
const RISE_SECONDS = 0.012;
const FALL_SECONDS = 0.04;
const CONSONANT_SECONDS = { stop: 0.012, fricative: 0.09, nasal: 0.06 } as const;
const FRICATIVE_LEVEL = 0.02;

/**
 * Speech-like sound: pulses through formants for vowels, noise or a hum before them, and a little room noise.
 *
 * @param seconds of the whole sound
 */
export function speakSyllables(
  syllables: readonly SpokenSyllable[],
  seconds: number,
  sampleRate = 16_000,
  seed = 1,
): Float32Array {
  const random = createRandom(seed);
  const out = Float32Array.from({ length: Math.round(seconds * sampleRate) }, () => 2e-5 * (random() - 0.5));
  for (const syllable of syllables) {
    const gain = 10 ** ((syllable.levelDb ?? 0) / 20);
    const start = Math.round((syllable.atSeconds - RISE_SECONDS / 2) * sampleRate);
    const length = Math.round(syllable.vowelSeconds * sampleRate);
    const vowel = speakVowel(length, sampleRate, syllable.vowel, (t) => syllable.f0Hz * (1 - 0.3 * t));
    for (let n = 0; n < length; n++) {
      const edge = Math.min(1, n / sampleRate / RISE_SECONDS, (length - n) / sampleRate / FALL_SECONDS);
      if (start + n < out.length) out[start + n]! += 0.2 * gain * edge * vowel[n]!;
    }
    addConsonant(out, start, syllable.consonant, gain, sampleRate, random);
  }
  return out;
}

/** `count` syllables about `gapSeconds` apart from `fromSeconds` on, all consonants and vowels in turn by chance. */
export function syllableTrain(
  count: number,
  gapSeconds: number,
  fromSeconds: number,
  seed: number,
): SpokenSyllable[] {
  const random = createRandom(seed);
  let at = fromSeconds;
  return Array.from({ length: count }, () => {
    const gap = gapSeconds * (0.85 + 0.3 * random());
    const syllable = {
      atSeconds: at,
      vowelSeconds: 0.58 * gap,
      consonant: (['stop', 'fricative', 'nasal'] as const)[Math.floor(3 * random())]!,
      vowel: Math.floor(5 * random()),
      f0Hz: 100 + 40 * random(),
    };
    at += gap;
    return syllable;
  });
}

/**
 * A vowel without edges, peak about 1.
 *
 * @param f0Hz fundamental over time in seconds
 */
export function speakVowel(
  length: number,
  sampleRate: number,
  vowel: number,
  f0Hz: (seconds: number) => number,
): Float32Array {
  let sound = glottalPulses(length, sampleRate, f0Hz);
  FORMANTS[vowel]!.forEach((hz, i) => {
    if (hz < 0.45 * sampleRate) sound = resonate(sound, hz, BANDWIDTHS[i]!, sampleRate);
  });
  const peak = sound.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-9);
  return Float32Array.from(sound, (x) => x / peak);
}

/** Pulses whose spectrum falls by 6 dB an octave: the source's 12 less the 6 that the lips give back. */
function glottalPulses(length: number, sampleRate: number, f0Hz: (seconds: number) => number): Float64Array {
  const out = new Float64Array(length);
  let phase = 0;
  for (let n = 0; n < length; n++) {
    const step = f0Hz(n / sampleRate) / sampleRate;
    phase += step;
    if (phase < 1) continue;
    phase -= 1;
    const late = phase / step; // the pulse fell this part of a sample before n
    out[n]! += 1 - late;
    if (n > 0) out[n - 1]! += late;
  }
  const keep = Math.exp((-2 * Math.PI * 200) / sampleRate);
  for (let n = 1; n < length; n++) out[n]! += keep * out[n - 1]!;
  return out;
}

/** Two-pole resonance with gain 1 at 0 Hz. */
function resonate(source: Float64Array, hz: number, bandwidthHz: number, sampleRate: number): Float64Array {
  const radius = Math.exp((-Math.PI * bandwidthHz) / sampleRate);
  const b = 2 * radius * Math.cos((2 * Math.PI * hz) / sampleRate);
  const c = -radius * radius;
  const out = new Float64Array(source.length);
  let [y1, y2] = [0, 0];
  for (let n = 0; n < source.length; n++) {
    const y = (1 - b - c) * source[n]! + b * y1 + c * y2;
    out[n] = y;
    [y2, y1] = [y1, y];
  }
  return out;
}

function addConsonant(
  out: Float32Array,
  end: number,
  consonant: SpokenSyllable['consonant'],
  gain: number,
  sampleRate: number,
  random: Random,
): void {
  const length = Math.round(CONSONANT_SECONDS[consonant] * sampleRate);
  let before = 0;
  for (let n = 0; n < length; n++) {
    const noise = random() - 0.5;
    const edge = Math.min(1, (n + 1) / 100, (length - n) / 100);
    const hum = 0.02 * Math.sin((2 * Math.PI * 120 * n) / sampleRate);
    const hiss = (consonant === 'stop' ? 2 : 1) * FRICATIVE_LEVEL * (noise - before);
    before = noise;
    const at = end - length + n;
    if (at >= 0 && at < out.length) out[at]! += gain * edge * (consonant === 'nasal' ? hum : hiss);
  }
}
