import { createFirBank, plainNumbers } from './fir-bank.js';
import { kaiser } from './kaiser.js';

/** Half the filter's length, in samples of the slower rate. */
const HALF_WIDTH = 30;
/** Kaiser shape: 100 dB of stop-band attenuation. */
const BETA = 10;
/** Cutoff (−6 dB) as a share of the slower rate; flat to 0.41 of it, silent from 0.5. */
const CUTOFF = 0.4495;
/** From this ratio on, halving the rate first is cheaper: its filter may be short. */
const HALVE_FROM = 2.5;
/** Most rows of a table of exact phases; ratios of larger numbers interpolate between rows. */
const MAX_EXACT_ROWS = 1024;
/** Rows of a table that is interpolated: the error stays 105 dB down. */
const INTERPOLATED_ROWS = 512;
/** Input samples handled at a time, so that they stay in the fastest cache. */
const BLOCK = 2048;

/** Kernel values for every fraction of a sample, shape [rows, taps], row-major; `taps` is even. */
interface KernelTable {
  readonly taps: number;
  readonly rows: readonly number[];
}

/** Sinc low-pass under a Kaiser window: row r is centred `fractions[r]` samples after tap taps / 2 − 1. */
function kernelTable(fractions: readonly number[], ratio: number): KernelTable {
  const slower = Math.min(1, ratio);
  const half = Math.ceil(HALF_WIDTH / slower);
  const cutoff = 2 * CUTOFF * slower;
  const rows = plainNumbers(fractions.length * 2 * half);
  fractions.forEach((fraction, r) => {
    const first = r * 2 * half;
    let sum = 0;
    for (let k = 0; k < 2 * half; k++) {
      const x = k + 1 - half - fraction;
      const sinc = x === 0 ? 1 : Math.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
      rows[first + k] = sinc * kaiser((x * slower) / HALF_WIDTH, BETA);
      sum += rows[first + k]!;
    }
    for (let k = first; k < first + 2 * half; k++) rows[k] = rows[k]! / sum; // every row keeps the level of 0 Hz
  });
  return { taps: 2 * half, rows };
}

/**
 * Copies every `step`-th sample from `start` on to `line`, with silence outside the sound.
 *
 * @returns whether there is anything but silence
 */
function fillLine(
  line: number[] | Float32Array,
  samples: Float32Array,
  start: number,
  step: number,
): boolean {
  const from = Math.min(line.length, Math.max(0, Math.ceil(-start / step)));
  const to = Math.max(from, Math.min(line.length, Math.ceil((samples.length - start) / step)));
  line.fill(0, 0, from);
  line.fill(0, to);
  let sounds = false;
  for (let k = from, n = start + from * step; k < to; k++, n += step) {
    const sample = samples[n]!;
    if (sample !== 0) sounds = true;
    line[k] = sample;
  }
  return sounds;
}

/** Ratio up / down of small whole numbers: output n + up has the same fraction as output n, `down` samples on. */
function resampleExact(samples: Float32Array, up: number, down: number, outLength: number): Float32Array {
  const fractions = Array.from({ length: up }, (_, n) => ((n * down) % up) / up);
  const { taps, rows } = kernelTable(fractions, up / down);
  const periods = 4 * Math.max(1, Math.round(BLOCK / (4 * down)));
  const bank = createFirBank({ rows, taps, up, down, periods });
  const out = new Float32Array(outLength);
  for (let start = 0; start < outLength; start += bank.sums.length) {
    if (!fillLine(bank.line, samples, (start / up) * down + 1 - taps / 2, 1)) continue;
    bank.run();
    out.set(bank.sums.subarray(0, outLength - start), start);
  }
  return out;
}

/** Any ratio: the two nearest rows of the table, weighted by their distance. */
function resampleInterpolated(samples: Float32Array, ratio: number, outLength: number): Float32Array {
  const fractions = Array.from({ length: INTERPOLATED_ROWS + 1 }, (_, r) => r / INTERPOLATED_ROWS);
  const table = kernelTable(fractions, ratio);
  const { taps, rows } = table;
  const line = plainNumbers(BLOCK + taps);
  const out = new Float32Array(outLength);
  let lineStart = -Infinity; // input sample that stands at the beginning of the line
  for (let n = 0; n < outLength; n++) {
    const position = n / ratio;
    const whole = Math.floor(position);
    if (whole - lineStart >= BLOCK) {
      lineStart = whole;
      fillLine(line, samples, lineStart + 1 - taps / 2, 1);
    }
    const place = (position - whole) * INTERPOLATED_ROWS;
    const row = Math.floor(place);
    const base = whole - lineStart;
    const first = row * taps;
    let lower = 0;
    let upper = 0;
    for (let k = 0; k < taps; k++) {
      const sample = line[base + k]!;
      lower += sample * rows[first + k]!;
      upper += sample * rows[first + taps + k]!;
    }
    out[n] = lower + (upper - lower) * (place - row);
  }
  return out;
}

/**
 * Half the rate, by a half-band filter: every second tap is zero, so only odd neighbours and the centre count.
 *
 * @param keep highest frequency to keep clean, as a share of the incoming rate, < 0.25
 */
function halve(samples: Float32Array, keep: number): Float32Array {
  // Kaiser's formula for 100 dB: taps = (100 − 7.95) / (2.285 · transition), transition from `keep` to 0.5 − keep
  const length = 92 / (2.285 * 2 * Math.PI * (0.5 - 2 * keep));
  const pairs = 2 * Math.ceil((length + 2) / 8);
  const taps = plainNumbers(2 * pairs); // of the odd neighbours, from −(2·pairs − 1) to 2·pairs − 1
  for (let k = 0; k < taps.length; k++) {
    const x = 2 * k + 1 - taps.length;
    taps[k] = (Math.sin((Math.PI * x) / 2) / (Math.PI * x)) * kaiser(x / (taps.length + 1), BETA);
  }
  const scale = 0.5 / taps.reduce((sum, tap) => sum + tap, 0); // the centre tap is the other half
  const rows = taps.map((tap) => tap * scale);
  const out = new Float32Array(Math.ceil(samples.length / 2));
  const bank = createFirBank({ rows, taps: rows.length, up: 1, down: 1, periods: BLOCK });
  const block = bank.sums;
  for (let start = 0; start < out.length; start += BLOCK) {
    if (fillLine(bank.line, samples, 2 * (start - pairs) + 1, 2)) bank.run();
    else block.fill(0);
    const end = Math.min(out.length, start + BLOCK);
    for (let n = start; n < end; n++) out[n] = block[n - start]! + 0.5 * samples[2 * n]!;
  }
  return out;
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/**
 * The same sound at another sample rate; sample 0 stays sample 0. Only the ratio of the rates counts, so neither
 * need be whole. Clean to 0.41 of the slower rate (18 kHz at 44.1 kHz), silent from 0.5 of it.
 *
 * @returns shape [round(length · toRate / fromRate)]; a copy where the rates are equal
 * @throws {RangeError} unless both rates are finite and > 0
 * @see Smith, "Digital Audio Resampling", https://ccrma.stanford.edu/~jos/resample/
 */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  if (!(fromRate > 0 && toRate > 0 && Number.isFinite(fromRate) && Number.isFinite(toRate))) {
    throw new RangeError(`cannot resample from ${fromRate} to ${toRate} Hz`);
  }
  if (fromRate === toRate) return samples.slice();
  const outLength = Math.round((samples.length * toRate) / fromRate);
  let [input, up] = [samples, toRate];
  for (; fromRate / up >= HALVE_FROM; up *= 2) input = halve(input, (0.5 * up) / fromRate);
  const divisor =
    Number.isInteger(up) && Number.isInteger(fromRate) ? greatestCommonDivisor(up, fromRate) : 0;
  return divisor > 0 && up / divisor <= MAX_EXACT_ROWS
    ? resampleExact(input, up / divisor, fromRate / divisor, outLength)
    : resampleInterpolated(input, up / fromRate, outLength);
}
