import { VOWEL_HOP_SECONDS, vowelFeatures } from '../../src/dsp/vowel-net.js';
import { BANDS, CONTEXT } from './features.js';
import { RATE, type Spoken } from './spoken.js';

/** Frames to learn from or to be judged by: what is heard and what is true. */
export interface Frames {
  readonly count: number;
  /** Shape [count, BANDS]. */
  readonly mel: Float32Array;
  /** Whether a vowel sounds and whether one begins, 0 to 1; shape [count, 2]. */
  readonly truth: Float32Array;
  /** First frame of the clip each frame belongs to, and the last; shape [count]. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

const ONSET_SIGMA_SECONDS = 0.012;
const ONSET_REACH_SECONDS = 0.04;

/** Turns clips into frames, one after the other. */
export function framesOf(clips: readonly Spoken[]): Frames {
  const mels = clips.map(({ sound }) => vowelFeatures(sound, RATE).data);
  const count = mels.reduce((sum, mel) => sum + mel.length, 0) / BANDS;
  const frames: Frames = {
    count,
    mel: new Float32Array(count * BANDS),
    truth: new Float32Array(count * 2),
    first: new Int32Array(count),
    last: new Int32Array(count),
  };
  let at = 0;
  mels.forEach((mel, c) => {
    const length = mel.length / BANDS;
    frames.mel.set(mel, at * BANDS);
    frames.first.fill(at, at, at + length);
    frames.last.fill(at + length - 1, at, at + length);
    writeTruth(frames.truth.subarray(2 * at, 2 * (at + length)), clips[c]!);
    at += length;
  });
  return frames;
}

function writeTruth(truth: Float32Array, { vowels }: Spoken): void {
  const frames = truth.length / 2;
  for (const { start, end } of vowels) {
    const from = Math.max(0, Math.floor((start - ONSET_REACH_SECONDS) / VOWEL_HOP_SECONDS));
    for (
      let t = from;
      t < frames && t * VOWEL_HOP_SECONDS < Math.max(end, start + ONSET_REACH_SECONDS);
      t++
    ) {
      const off = t * VOWEL_HOP_SECONDS - start;
      if (off >= 0 && t * VOWEL_HOP_SECONDS < end) truth[2 * t] = 1;
      if (Math.abs(off) >= ONSET_REACH_SECONDS) continue;
      truth[2 * t + 1] = Math.max(truth[2 * t + 1]!, Math.exp(-0.5 * (off / ONSET_SIGMA_SECONDS) ** 2));
    }
  }
}

/** Writes what the network sees at frame `t`; beyond the ends of a clip its first and last frame go on. */
export function readInput({ mel, first, last }: Frames, t: number, input: Float32Array): void {
  CONTEXT.forEach((offset, i) => {
    const from = Math.min(last[t]!, Math.max(first[t]!, t + offset)) * BANDS;
    for (let band = 0; band < BANDS; band++) input[i * BANDS + band] = mel[from + band]!;
  });
}
