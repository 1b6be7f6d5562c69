import { createTimeMap, evenMap, outputAt, type TimeMap } from '../../dsp/time-map.js';
import { RapgoError } from '../errors.js';
import { RATIOS } from './limits.js';

/** A place in the input and where it is to be heard, seconds. */
export type Anchor = readonly [inputSeconds: number, outputSeconds: number];

/** How long the result is to be: times a ratio, a length, or anchors with straight lines between them. */
export type LengthWish =
  | { readonly ratio: number }
  | { readonly toSeconds: number }
  | { readonly anchors: readonly Anchor[] };

/** A last anchor may lie this far beyond the end: people round. */
const END_TOLERANCE_SECONDS = 0.01;

/**
 * Sees that anchors can be a map: from 0 on, both sides rising, no stretch beyond {@link RATIOS}.
 *
 * @returns what is wrong; undefined for a map that is right
 */
export function faultOfAnchors(anchors: readonly Anchor[]): string | undefined {
  if (anchors.length < 2) return `needs at least two anchors, not ${anchors.length === 0 ? 'none' : 'one'}`;
  let [input, output] = [0, 0];
  for (const [n, [atInput, atOutput]] of anchors.entries()) {
    const name = `anchor ${n + 1} ([${atInput}, ${atOutput}])`;
    if (!Number.isFinite(atInput) || !Number.isFinite(atOutput)) return `${name} is not two numbers`;
    if (n === 0 && atInput === 0 && atOutput === 0) continue;
    if (atInput <= input || atOutput <= output) {
      return n === 0 ? `${name} must be [0, 0], or lie above 0 on both sides` : `${name} goes backwards`;
    }
    const ratio = (atOutput - output) / (atInput - input);
    if (ratio < RATIOS.min || ratio > RATIOS.max) {
      return `${name} asks for a ratio of ${ratio.toPrecision(3)}; ${RATIOS.min} to ${RATIOS.max} can be had`;
    }
    [input, output] = [atInput, atOutput];
  }
  return undefined;
}

/** Whether the length of the input has to be known before a map can be made. */
export const needsLength = (wish: LengthWish): boolean => !('ratio' in wish);

/**
 * The map of a wish for one sound.
 *
 * @param length of the sound in samples; undefined where {@link needsLength} says that it does not matter
 * @throws {RapgoError} `request/unmet` where the sound is too short or too long for it
 */
export function makeStretchMap(wish: LengthWish, sampleRate: number, length: number | undefined): TimeMap {
  if ('ratio' in wish) return evenMap(wish.ratio);
  const seconds = length! / sampleRate;
  if ('toSeconds' in wish) return mapToLength(wish.toSeconds, sampleRate, length!);
  const [lastInput] = wish.anchors.at(-1)!;
  if (lastInput > seconds + END_TOLERANCE_SECONDS) {
    const words = `the map ends at ${lastInput} s, beyond the end of the sound at ${seconds.toFixed(2)} s`;
    throw new RapgoError('request/unmet', words, { hint: 'end the map within the sound' });
  }
  const isFromStart = wish.anchors[0]![0] === 0;
  const anchors: readonly Anchor[] = isFromStart ? wish.anchors : [[0, 0], ...wish.anchors];
  return createTimeMap(anchors.map(([input, output]) => [input * sampleRate, output * sampleRate]));
}

function mapToLength(toSeconds: number, sampleRate: number, length: number): TimeMap {
  const ratio = Math.round(toSeconds * sampleRate) / length;
  if (ratio >= RATIOS.min && ratio <= RATIOS.max) return evenMap(ratio);
  const from = length / sampleRate;
  throw new RapgoError(
    'request/unmet',
    `${from.toFixed(2)} s cannot become ${toSeconds} s: that is a ratio of ${ratio.toPrecision(3)}`,
    {
      hint: `a length from ${(from * RATIOS.min).toFixed(2)} to ${(from * RATIOS.max).toFixed(2)} s`,
    },
  );
}

/** Samples of the output for an input of `length` samples. */
export const outputLengthOf = (map: TimeMap, length: number): number => Math.round(outputAt(map, length));
