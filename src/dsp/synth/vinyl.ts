import type { Random } from '../types.js';
import { lengthOf, normalisePeak } from './envelope.js';
import { whiteNoise } from './noise.js';
import { addPartials } from './partials.js';
import { filterInPlace } from './svf.js';

/** The noise of a worn record or tape. */
export interface VinylParams {
  /** Clicks per second. @default 9 */
  readonly cracklesPerSecond?: number | undefined;
  /** Level of the hiss against the loudest click, 0..1. @default 0.12 */
  readonly hiss?: number | undefined;
  /** Level of the turntable's rumble, 0..1. @default 0.15 */
  readonly rumble?: number | undefined;
}

function addCrackles(out: Float32Array, perSecond: number, sampleRate: number, random: Random): void {
  const count = Math.round((perSecond * out.length) / sampleRate);
  const click = new Float32Array(Math.round(0.004 * sampleRate));
  for (let i = 0; i < count; i++) {
    click.fill(0);
    const level = (random() < 0.5 ? -1 : 1) * random() ** 4; // a few loud ones among many soft
    addPartials(click, [{ hz: 1200 + 4000 * random(), level, decaySeconds: 0.0012 }], sampleRate);
    const start = Math.floor(random() * (out.length - click.length));
    for (let n = 0; n < click.length; n++) out[start + n]! += click[n]!;
  }
}

/** Lays the last `overlap` samples over the first, so that the end runs into the beginning. */
function closeLoop(samples: Float32Array, length: number): Float32Array {
  const overlap = samples.length - length;
  const loop = samples.slice(0, length);
  for (let n = 0; n < overlap; n++) {
    const way = (0.5 * Math.PI * n) / overlap;
    loop[n] = Math.sin(way) * samples[n]! + Math.cos(way) * samples[length + n]!;
  }
  return loop;
}

/**
 * Noise of a record that may be repeated without a seam.
 *
 * @returns left and right, shape [length] for `seconds`, peak 1; hiss and crackle differ between the sides
 * @throws {RangeError} if `seconds` or `sampleRate` is not > 0
 */
export function vinyl(
  seconds: number,
  params: VinylParams,
  sampleRate: number,
  random: Random,
): [Float32Array, Float32Array] {
  const { cracklesPerSecond = 9, hiss = 0.12, rumble = 0.15 } = params;
  const length = lengthOf(seconds, sampleRate);
  const side = (): Float32Array => {
    const out = whiteNoise(length + Math.round(0.1 * sampleRate), random);
    const low = out.slice();
    filterInPlace(out, { kind: 'bandpass', hz: 3500, q: 0.35 }, sampleRate);
    filterInPlace(low, { kind: 'lowpass', hz: 60 }, sampleRate);
    for (let n = 0; n < out.length; n++) out[n] = hiss * out[n]! + 4 * rumble * low[n]!;
    addCrackles(out, cracklesPerSecond, sampleRate, random);
    return closeLoop(out, length);
  };
  const channels: [Float32Array, Float32Array] = [side(), side()];
  normalisePeak(channels);
  return channels;
}
