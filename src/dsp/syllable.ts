import { VOWEL_HOP_SECONDS, type VowelCurves } from './vowel-net.js';

// Logistic regression on candidates of synthetic speech (bench/train-vowels): log-odds that a peak is a syllable.
const ONSET_WEIGHT = 1.57; // per unit of the onset curve's own log-odds
const VOWEL_AFTER_WEIGHT = 1.29;
const VOWEL_BEFORE_WEIGHT = -0.59;
const BIAS = 0.73;

// Syllables follow each other at about 170 ms of voice; the further from it, the less likely (log-normal).
const TYPICAL_GAP_SECONDS = 0.17;
const GAP_SIGMA = 0.5;
const SHORTEST_GAP_SECONDS = 0.06;
const LOOK_AHEAD_FRAMES = 7;
const MOST_SKIPPED = 14; // candidates between two syllables

/**
 * Frames at which syllables' vowels begin: peaks of the onset curve, chosen together so that their evidence and
 * the gaps between them are likeliest. Pauses cost nothing: only voiced time counts in a long gap.
 *
 * @param expected how many there should be, from a transcript: the threshold moves until the count is nearest
 * @returns frame numbers, rising; [seconds] = frame · {@link VOWEL_HOP_SECONDS}
 */
export function syllableFrames(curves: VowelCurves, expected?: number): number[] {
  const own = framesAbove(curves, 0);
  if (expected === undefined || own.length === expected) return own;
  let [low, high] = [-6, 6]; // log-odds added to every candidate
  let best = own;
  for (let step = 0; step < 10; step++) {
    const middle = (low + high) / 2;
    const frames = framesAbove(curves, middle);
    if (Math.abs(frames.length - expected) < Math.abs(best.length - expected)) best = frames;
    if (frames.length < expected) low = middle;
    else high = middle;
  }
  return best;
}

function framesAbove(curves: VowelCurves, extraLogOdds: number): number[] {
  const candidates = findCandidates(curves, extraLogOdds);
  if (candidates.length === 0) return [];
  const voicedSeconds = runningVoicedSeconds(curves.vowel);
  const best = candidates.map(({ score }) => score);
  const before = candidates.map(() => -1);
  candidates.forEach(({ frame, score }, i) => {
    for (let j = Math.max(0, i - MOST_SKIPPED); j < i; j++) {
      const start = candidates[j]!.frame;
      const gap = (frame - start) * VOWEL_HOP_SECONDS;
      if (gap < SHORTEST_GAP_SECONDS) continue;
      const total = best[j]! + score - gapCost(gap, voicedSeconds[frame]! - voicedSeconds[start]!);
      if (total > best[i]!) {
        best[i] = total;
        before[i] = j;
      }
    }
  });
  const frames: number[] = [];
  const last = indexOfMax(best);
  if (best[last]! <= 0) return []; // no peak is likelier a syllable than not
  for (let i = last; i >= 0; i = before[i]!) frames.push(candidates[i]!.frame);
  return frames.reverse();
}

interface Candidate {
  readonly frame: number;
  readonly score: number;
}

function findCandidates(curves: VowelCurves, extraLogOdds: number): Candidate[] {
  return onsetPeaks(curves).map(({ frame, evidence: [logOdds, after, before] }) => {
    const evidence = ONSET_WEIGHT * logOdds + VOWEL_AFTER_WEIGHT * after + VOWEL_BEFORE_WEIGHT * before;
    return { frame, score: evidence + BIAS + extraLogOdds };
  });
}

/** A peak of the onset curve, and what speaks for its being a syllable. */
export interface OnsetPeak {
  readonly frame: number;
  readonly evidence: readonly [onsetLogOdds: number, vowelAfter: number, vowelBefore: number];
}

/** Peaks of the onset curve with a vowel after them. */
export function onsetPeaks({ vowel, onset }: VowelCurves): OnsetPeak[] {
  const peaks: OnsetPeak[] = [];
  for (let t = 1; t < onset.length - 1; t++) {
    const p = onset[t]!;
    if (p <= 0.03 || p < onset[t - 1]! || p <= onset[t + 1]!) continue;
    const after = Math.max(...vowel.subarray(t, t + LOOK_AHEAD_FRAMES + 1));
    if (after <= 0.25) continue;
    const before = Math.min(...vowel.subarray(Math.max(0, t - LOOK_AHEAD_FRAMES - 1), t));
    peaks.push({ frame: t, evidence: [Math.log(p / (1 - p + 1e-6)), after, before] });
  }
  return peaks;
}

function runningVoicedSeconds(vowel: Float32Array): Float64Array {
  const sums = new Float64Array(vowel.length + 1);
  for (let t = 0; t < vowel.length; t++) sums[t + 1] = sums[t]! + (vowel[t]! > 0.3 ? VOWEL_HOP_SECONDS : 0);
  return sums;
}

function gapCost(gapSeconds: number, voicedSeconds: number): number {
  const short = Math.log(gapSeconds / TYPICAL_GAP_SECONDS) / GAP_SIGMA;
  if (short <= 0) return 0.5 * short * short;
  const long = Math.max(0, Math.log(Math.max(voicedSeconds, 0.05) / TYPICAL_GAP_SECONDS) / GAP_SIGMA);
  return 0.5 * long * long;
}

function indexOfMax(values: readonly number[]): number {
  let at = 0;
  values.forEach((value, i) => {
    if (value > values[at]!) at = i;
  });
  return at;
}
