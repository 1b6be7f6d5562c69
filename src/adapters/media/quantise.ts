import type { Dither16, WavSample } from '../../engine/ports/media.js';
import { countClipped } from './interleave.js';
import { WAV_BYTES } from './wav-header.js';

/**
 * Turns channels into the bytes of interleaved samples; keeps the state of its dither between calls.
 *
 * @param channels of one length
 * @param bytes takes them from `at` on, which is a place the sample type may stand on
 * @returns samples beyond ±1, which were cut off; 0 for floats, which hold them
 */
export type Quantiser = (channels: readonly Float32Array[], bytes: Uint8Array, at: number) => number;

/**
 * Quantiser of a sample type. 8 and 16 bits get TPDF dither, the difference of two uniform draws of one step: it frees
 * the error from the sound, at the price of a steady hiss far below it. A sample that already lies on a step is left
 * alone: it has no error, so that silence stays silent and a source of as many bits comes back bit for bit. 24 bits
 * and more need no dither.
 *
 * @param seed any integer; the same seed gives the same bytes
 * @param quickDither dithers 16 bits where it can
 * @see Lipshitz, Wannamaker, Vanderkooy, "Quantization and dither: a theoretical survey", JAES 40(5), 1992
 */
export function createQuantiser(sample: WavSample, seed: number, quickDither?: Dither16): Quantiser {
  const write = sample === 'int16' ? write16(quickDither) : WRITERS[sample];
  const noises: Noise[] = []; // one for each channel, so that it does not matter how many samples come at once
  return (channels, bytes, at) => {
    const length = channels.length * channels[0]!.length * WAV_BYTES[sample];
    const target = new Uint8Array(bytes.buffer, bytes.byteOffset + at, length);
    let clipped = 0;
    for (let c = 0; c < channels.length; c++) {
      noises[c] ??= new Noise(Math.imul(seed + c, 0x9e37_79b1));
      clipped += write(channels[c]!, target, c, channels.length, noises[c]!);
    }
    return clipped;
  };
}

/** Writes one channel to the values `from`, `from + stride`, …; returns how many samples were cut off. */
type ChannelWriter = (
  channel: Float32Array,
  bytes: Uint8Array,
  from: number,
  stride: number,
  noise: Noise,
) => number;

const WRITERS: Readonly<Record<Exclude<WavSample, 'int16'>, ChannelWriter>> = {
  u8: dither8,
  int24: write24,
  int32: write32,
  float32: writeFloats,
};

/** Uniform bits: a linear congruential generator, of which the upper 15 bits are used. */
class Noise {
  state: number;
  constructor(seed: number) {
    this.state = seed | 0;
  }
}

/** 16 bits: quickly where somebody can, else sample by sample, to the same bytes. */
const write16 =
  (quickDither: Dither16 | undefined): ChannelWriter =>
  (channel, bytes, from, stride, noise) => {
    const out = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    const state = quickDither?.(channel, out, from, stride, noise.state) ?? null;
    if (state === null) return dither16(channel, out, from, stride, noise);
    noise.state = state;
    return 0;
  };

/**
 * Samples in steps with 15 more bits behind them; full scale is 2^30. What one draw adds the next one takes away: the
 * difference of two uniform numbers, with most of its hiss where the ear is dull.
 *
 * @returns how many were cut off
 */
function dither16(
  channel: Float32Array,
  out: Int16Array,
  from: number,
  stride: number,
  noise: Noise,
): number {
  let clipped = 0;
  for (let n = 0, to = from; n < channel.length; n++, to += stride) {
    const value = channel[n]!;
    if (!(value <= 1 && value >= -1)) clipped++;
    out[to] = clamp(ditherStep(clamp(value * 0x4000_0000, 0x4000_0000), noise), 0x8000);
  }
  return clipped;
}

function ditherStep(exact: number, noise: Noise): number {
  const last = noise.state;
  noise.state = nextDraw(last);
  return toStep(exact | 0, last, noise.state);
}

const nextDraw = (state: number): number => (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;

/** Rounds to the next step, but for what lies on one after the dither of two draws. */
function toStep(fine: number, last: number, draw: number): number {
  const isBetween = -(fine & 0x7fff) >> 31; // all bits, or none
  return (fine + ((0x4000 + (draw >>> 17) - (last >>> 17)) & isBetween)) >> 15;
}

/** Eight bits, around the middle of a byte. */
function dither8(
  channel: Float32Array,
  bytes: Uint8Array,
  from: number,
  stride: number,
  noise: Noise,
): number {
  for (let n = 0, to = from; n < channel.length; n++, to += stride) {
    const exact = clamp(channel[n]! * 0x40_0000, 0x40_0000); // 2^7 steps with 15 bits behind them
    bytes[to] = clamp(ditherStep(exact, noise), 0x80) + 0x80;
  }
  return countClipped(channel);
}

function write24(channel: Float32Array, bytes: Uint8Array, from: number, stride: number): number {
  for (let n = 0, to = 3 * from; n < channel.length; n++, to += 3 * stride) {
    const level = clamp(Math.floor(channel[n]! * 0x80_0000 + 0.5), 0x80_0000);
    bytes[to] = level;
    bytes[to + 1] = level >> 8;
    bytes[to + 2] = level >> 16;
  }
  return countClipped(channel);
}

function write32(channel: Float32Array, bytes: Uint8Array, from: number, stride: number): number {
  const out = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  for (let n = 0, to = from; n < channel.length; n++, to += stride) {
    out[to] = clamp(Math.floor(channel[n]! * 0x8000_0000 + 0.5), 0x8000_0000);
  }
  return countClipped(channel);
}

function writeFloats(channel: Float32Array, bytes: Uint8Array, from: number, stride: number): number {
  const out = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  if (stride === 1) out.set(channel);
  else for (let n = 0, to = from; n < channel.length; n++, to += stride) out[to] = channel[n]!;
  return 0;
}

/** Full scale is one step shorter on the positive side; what is no number becomes silence. */
function clamp(level: number, fullScale: number): number {
  if (level >= fullScale) return fullScale - 1;
  if (level < -fullScale) return -fullScale;
  return Number.isNaN(level) ? 0 : level;
}
