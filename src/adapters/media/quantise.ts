import { bytesOf } from './interleave.js';
import type { WavSample } from './wav-header.js';

/** Turns interleaved samples into the bytes of a file; keeps the state of its dither between calls. */
export type Quantiser = (samples: Float32Array) => Buffer;

/**
 * Quantiser of a sample type. 16 bits get TPDF dither, two uniform draws of half a step each: it frees the error
 * from the sound, at the price of a steady hiss far below it. A sample that already lies on a step is left
 * alone: it has no error, so that silence stays silent and a 16-bit source comes back bit for bit. 24 bits and
 * floats need no dither.
 *
 * @param seed any integer; the same seed gives the same bytes
 * @see Lipshitz, Wannamaker, Vanderkooy, "Quantization and dither: a theoretical survey", JAES 40(5), 1992
 */
export function createQuantiser(sample: WavSample, seed: number): Quantiser {
  if (sample === 'float32') return (samples) => bytesOf(samples);
  if (sample === 'int24') return quantise24;
  const draw = createNoise(seed);
  return (samples) => {
    const out = Buffer.allocUnsafe(samples.length * 2);
    for (let n = 0; n < samples.length; n++) {
      const exact = samples[n]! * 0x8000;
      const level = Number.isInteger(exact) ? exact : Math.floor(exact + 0.5 + draw() - draw());
      out.writeInt16LE(clamp(level, 0x8000), n * 2);
    }
    return out;
  };
}

function quantise24(samples: Float32Array): Buffer {
  const out = Buffer.allocUnsafe(samples.length * 3);
  for (let n = 0; n < samples.length; n++) {
    out.writeIntLE(clamp(Math.floor(samples[n]! * 0x80_0000 + 0.5), 0x80_0000), n * 3, 3);
  }
  return out;
}

/** Full scale is one step shorter on the positive side; what is no number becomes silence. */
function clamp(level: number, fullScale: number): number {
  if (level >= fullScale) return fullScale - 1;
  if (level < -fullScale) return -fullScale;
  return Number.isNaN(level) ? 0 : level;
}

/** Uniform numbers in [0, 1): xorshift32, quick enough for two draws a sample. */
function createNoise(seed: number): () => number {
  let state = (seed ^ 0x9e37_79b9) | 0 || 1; // 0 would stay 0
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
