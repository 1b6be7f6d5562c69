import { type Chromagram, chromagram } from './chroma.js';

/** The key of a piece. */
export interface Key {
  /** Pitch class of the tonic: 0 is C, 11 is B. */
  readonly tonic: number;
  readonly mode: 'major' | 'minor';
  /**
   * 0 to 1: how well the pitch classes fit this key, times how much better than the next. Under
   * {@link LEAST_KEY_CONFIDENCE} better say nothing; 0 for silence and for a single tone, near 0 for noise. Drums
   * alone may seem to have a key, that of the kick.
   */
  readonly confidence: number;
  /** How far the piece is tuned above A4 = 440 Hz, in cents, −50 to 50. */
  readonly tuningCents: number;
}

/** A key found with less confidence than this is a guess. */
export const LEAST_KEY_CONFIDENCE = 0.2;

// Temperley, "Music and Probability" 2007 (Kostka-Payne corpus, scaled), tonic first. In minor the leading note and
// the flat seventh share the same weight here: the corpus is of common-practice harmony, songs mostly keep the flat one.
// biome-ignore format: one scale a line
const MAJOR = [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4];
// biome-ignore format: one scale a line
const MINOR = [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.266, 0.266];

const CLEAR_MARGIN = 0.15; // of correlation to the next key: beyond it there is no doubt left
const CLEAR_FIT = 0.7; // of correlation

/**
 * Finds the key of a whole piece by correlating its pitch classes with the profiles of all 24 keys.
 *
 * @param samples mono, shape [length]
 * @param sampleRate samples per second, > 0
 * @throws {RangeError} if `sampleRate` is not > 0
 * @see Krumhansl, "Cognitive Foundations of Musical Pitch", 1990; Temperley, "Music and Probability", 2007
 */
export function findKey(samples: Float32Array, sampleRate: number): Key {
  return keyOfChroma(chromagram(samples, sampleRate));
}

/** {@link findKey} for pitch classes that are already there. */
export function keyOfChroma({ data, frames, tuningCents }: Chromagram): Key {
  const mean = new Float64Array(12);
  for (let n = 0; n < frames * 12; n++) mean[n % 12]! += data[n]! / frames;
  const keys: { tonic: number; mode: Key['mode']; fit: number }[] = [];
  for (let tonic = 0; tonic < 12; tonic++) {
    const fromTonic = mean.map((_, n) => mean[(n + tonic) % 12]!);
    keys.push({ tonic, mode: 'major', fit: correlation(fromTonic, MAJOR) });
    keys.push({ tonic, mode: 'minor', fit: correlation(fromTonic, MINOR) });
  }
  keys.sort((a, b) => b.fit - a.fit);
  const [best, next] = [keys[0]!, keys[1]!];
  const share = (value: number, whole: number): number => Math.max(0, Math.min(1, value / whole));
  const confidence =
    share(best.fit, CLEAR_FIT) * share(best.fit - next.fit, CLEAR_MARGIN) * contrast(mean) * breadth(mean);
  return { tonic: best.tonic, mode: best.mode, confidence, tuningCents };
}

/** 0 where all classes sound alike, as in noise; 1 from the unevenness of a single chord progression on. */
function contrast(chroma: Float64Array): number {
  const mean = chroma.reduce((sum, value) => sum + value, 0) / 12;
  if (mean === 0) return 0;
  const deviation = Math.sqrt(chroma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 12);
  return Math.min(1, deviation / mean / 0.3);
}

/** 0 for up to three pitch classes, which belong to many keys; 1 from five on (perplexity of the distribution). */
function breadth(chroma: Float64Array): number {
  const sum = chroma.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const entropy = chroma.reduce(
    (total, value) => total - (value > 0 ? (value / sum) * Math.log(value / sum) : 0),
    0,
  );
  return Math.max(0, Math.min(1, (Math.exp(entropy) - 3) / 2));
}

/** Pearson's, −1 to 1; 0 where one side is constant. */
function correlation(a: Float64Array, b: readonly number[]): number {
  const meanA = a.reduce((sum, value) => sum + value, 0) / a.length;
  const meanB = b.reduce((sum, value) => sum + value, 0) / b.length;
  let [ab, aa, bb] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    ab += (a[n]! - meanA) * (b[n]! - meanB);
    aa += (a[n]! - meanA) ** 2;
    bb += (b[n]! - meanB) ** 2;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
