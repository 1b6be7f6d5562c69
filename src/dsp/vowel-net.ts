import { createDenseLayer } from './dense-layer.js';
import { melSpectrogram } from './mel.js';
import type { Spectrogram } from './types.js';
import { VOWEL_WEIGHTS } from './vowel-weights.js';

/** Seconds between the frames of {@link VowelCurves}. */
export const VOWEL_HOP_SECONDS = 0.01;

/** For every frame: how sure the detector is, 0 to 1. */
export interface VowelCurves {
  /** That a vowel sounds. */
  readonly vowel: Float32Array;
  /** That a vowel begins here. */
  readonly onset: Float32Array;
}

/** Mel bands of a frame that the network sees. */
export const VOWEL_BANDS = 24;
const BANDS = VOWEL_BANDS;
const MEL = {
  hopSeconds: VOWEL_HOP_SECONDS,
  windowSeconds: 0.025,
  bands: BANDS,
  lowHz: 100,
  highHz: 7000,
} as const;
/** Frames around the present one that the network sees: dense near it, sparse out to −200 and +140 ms. */
export const VOWEL_CONTEXT = [-20, -14, -10, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5, 7, 10, 14] as const;
const NEIGHBOURHOOD = 150; // frames to each side in which the loudest one sets the level
const RANGE_DB = 20; // a level 20 dB below that is 0, the level itself 1
const FLOOR = -3; // = 80 dB below: digital silence and the noise of a quiet room look alike

/**
 * Finds vowels by a small network (16 frames of 24 mel bands → 40 rectified units → 2) that was trained on
 * synthetic English with noise, echo and filters. It hears any language's vowels, but not whispers.
 *
 * @param samples one channel at 16 000 Hz or more, any level
 * @returns both curves, shape [⌊duration / {@link VOWEL_HOP_SECONDS}⌋ + 1]
 */
export function vowelCurves(samples: Float32Array, sampleRate: number): VowelCurves {
  const { data, frames } = vowelFeatures(samples, sampleRate);
  return runNetwork(data, frames);
}

/** What the network sees of a sound, without the context of each frame; also what it is trained on. */
export function vowelFeatures(samples: Float32Array, sampleRate: number): Spectrogram {
  const { data, frames, bins } = melSpectrogram(samples, sampleRate, MEL);
  return { data: levelledMel(data, frames), frames, bins };
}

/** Mel levels relative to the loudest frame near by, so that neither gain nor distance matters. */
function levelledMel(power: Float32Array, frames: number): Float32Array {
  const levels = frameLevels(power, frames);
  const loudest = Float64Array.from(levels).sort()[Math.floor(0.98 * (frames - 1))]!;
  const out = new Float32Array(power.length);
  for (let t = 0; t < frames; t++) {
    let reference = loudest - RANGE_DB; // in long pauses noise must not rise to the level of speech
    for (
      let near = Math.max(0, t - NEIGHBOURHOOD);
      near <= Math.min(frames - 1, t + NEIGHBOURHOOD);
      near += 2
    ) {
      if (levels[near]! > reference) reference = levels[near]!;
    }
    for (let band = 0; band < BANDS; band++) {
      const db = 10 * Math.log10(power[t * BANDS + band]! + 1e-12);
      out[t * BANDS + band] = Math.max(FLOOR, (db - reference) / RANGE_DB + 1);
    }
  }
  return out;
}

function frameLevels(power: Float32Array, frames: number): Float64Array {
  return Float64Array.from({ length: frames }, (_, t) => {
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += power[t * BANDS + band]!;
    return 10 * Math.log10(sum + 1e-12);
  });
}

function runNetwork(mel: Float32Array, frames: number): VowelCurves {
  const { hidden, hiddenBias, output, outputBias } = weights();
  const layer = createDenseLayer(hidden, hiddenBias);
  const vowel = new Float32Array(frames);
  const onset = new Float32Array(frames);
  for (let start = 0; start < frames; start += layer.batch) {
    for (let f = 0; f < layer.batch; f++) seeAround(mel, frames, start + f, layer.frames, f);
    layer.run();
    for (let t = start; t < Math.min(frames, start + layer.batch); t++) {
      const first = (t - start) * hiddenBias.length;
      let vowelSum = outputBias[0]!;
      let onsetSum = outputBias[1]!;
      for (let unit = 0; unit < hiddenBias.length; unit++) {
        const sum = layer.sums[first + unit]!;
        if (sum <= 0) continue;
        vowelSum += output[unit]! * sum;
        onsetSum += output[hiddenBias.length + unit]! * sum;
      }
      vowel[t] = sigmoid(vowelSum);
      onset[t] = sigmoid(onsetSum);
    }
  }
  return { vowel, onset };
}

/** The frames around frame `t`, one after the other, as frame `f` of `seen`; outside the first and the last one stand. */
function seeAround(mel: Float32Array, frames: number, t: number, seen: Float32Array, f: number): void {
  let to = f * BANDS * VOWEL_CONTEXT.length;
  for (const offset of VOWEL_CONTEXT) {
    const from = Math.min(frames - 1, Math.max(0, t + offset)) * BANDS;
    for (let band = 0; band < BANDS; band++) seen[to++] = mel[from + band]!;
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

interface Weights {
  /** Shape [hidden units, inputs]. */
  readonly hidden: Float32Array;
  readonly hiddenBias: Float32Array;
  /** Shape [2, hidden units]. */
  readonly output: Float32Array;
  readonly outputBias: Float32Array;
}

let loaded: Weights | undefined;

/** Unpacked once per thread. */
function weights(): Weights {
  if (loaded) return loaded;
  const { inputs } = VOWEL_WEIGHTS;
  const scale = floats(VOWEL_WEIGHTS.hiddenScale);
  const packed = new Int8Array(bytes(VOWEL_WEIGHTS.hidden).buffer);
  const hidden = Float32Array.from(packed, (w, i) => w * scale[Math.floor(i / inputs)]!);
  loaded = {
    hidden,
    hiddenBias: floats(VOWEL_WEIGHTS.hiddenBias),
    output: floats(VOWEL_WEIGHTS.output),
    outputBias: floats(VOWEL_WEIGHTS.outputBias),
  };
  return loaded;
}

const bytes = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const floats = (base64: string): Float32Array => {
  const view = new DataView(bytes(base64).buffer);
  return Float32Array.from({ length: view.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
};
