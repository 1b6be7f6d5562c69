import { melSpectrogram } from '../../src/dsp/mel.js';
import { VOWEL_HOP_SECONDS } from '../../src/dsp/vowel-net.js';
import { RATE } from './spoken.js';

// A copy of what vowel-net.ts keeps to itself; checkFeatures() in check.ts stops the training where they differ.

/** Mel bands of a frame. */
export const BANDS = 24;
/** Frames around the present one that the network sees. */
export const CONTEXT = [-20, -14, -10, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5, 7, 10, 14] as const;
/** Numbers the network sees. */
export const INPUTS = CONTEXT.length * BANDS;

const NEIGHBOURHOOD = 150;
const RANGE_DB = 20;
const FLOOR = -3;

/** Mel levels relative to the loudest frame near by, shape [frames, {@link BANDS}]. */
export function levelledMel(sound: Float32Array): Float32Array {
  const options = {
    hopSeconds: VOWEL_HOP_SECONDS,
    windowSeconds: 0.025,
    bands: BANDS,
    lowHz: 100,
    highHz: 7000,
  };
  const { data, frames } = melSpectrogram(sound, RATE, options);
  const levels = Float64Array.from({ length: frames }, (_, t) => {
    const power = data.subarray(t * BANDS, (t + 1) * BANDS).reduce((sum, x) => sum + x, 0);
    return 10 * Math.log10(power + 1e-12);
  });
  const loudest = Float64Array.from(levels).sort()[Math.floor(0.98 * (frames - 1))]!;
  const out = new Float32Array(data.length);
  for (let t = 0; t < frames; t++) {
    let reference = loudest - RANGE_DB;
    const end = Math.min(frames - 1, t + NEIGHBOURHOOD);
    for (let near = Math.max(0, t - NEIGHBOURHOOD); near <= end; near += 2) {
      reference = Math.max(reference, levels[near]!);
    }
    for (let band = 0; band < BANDS; band++) {
      const db = 10 * Math.log10(data[t * BANDS + band]! + 1e-12);
      out[t * BANDS + band] = Math.max(FLOOR, (db - reference) / RANGE_DB + 1);
    }
  }
  return out;
}
